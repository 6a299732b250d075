import type { Expected } from "../plan/expected.ts";
import { longestPause, SHORTEST_RETRY } from "../plan/gobgp-times.ts";
import type { Plan } from "../plan/plan.ts";
import { checkFib } from "./checks/check-fib.ts";
import { checkRib } from "./checks/check-rib.ts";
import { checkSessions } from "./checks/check-sessions.ts";
import { type RouterState, routerSessions, routerState } from "./frr/router-state.ts";
import { ifAnswered } from "./lab/lab-error.ts";
import { type LabHandle, until } from "./lab/lab-handle.ts";
import type { HostOf } from "./node-names.ts";

/** Seconds in which all peers that dial have done so. */
export function dialTime(plan: Plan): number {
  return plan.peerings.reduce(
    (longest, { timers }) => Math.max(longest, longestPause(timers.connectRetry)),
    longestPause(SHORTEST_RETRY),
  );
}

/** Waits until the predicted number of sessions is established, or until it is too late; whether they are. */
export async function waitForSessions(
  expected: Expected,
  routers: readonly string[],
  handle: LabHandle,
  seconds: number,
  say: (text: string) => void,
): Promise<boolean> {
  let said = -1;
  const reached = async () => {
    const asked = routers.map(async (router) => (await ifAnswered(routerSessions(handle, router))) ?? []);
    const sessions = (await Promise.all(asked)).flat();
    const count = sessions.filter(({ established }) => established).length;
    if (count !== said) say(`${count} of ${expected.sessions.length} sessions established`);
    said = count;
    return count >= expected.sessions.length;
  };
  return until(reached, seconds, 0.25);
}

/**
 * Waits until the routers' tables and kernels are as predicted, or for so many seconds; what they were at the end. A router
 * that did not answer then is not in it.
 */
export async function waitForRoutes(
  expected: Expected,
  routers: readonly string[],
  handle: LabHandle,
  hosts: HostOf,
  seconds: number,
): Promise<ReadonlyMap<string, RouterState>> {
  const states = new Map<string, RouterState>();
  await until(
    async () => {
      for (const router of routers) {
        const state = await ifAnswered(routerState(handle, router));
        if (state) states.set(router, state);
        else states.delete(router);
      }
      return routers.every((router) => {
        const state = states.get(router);
        return state !== undefined && isAsPredicted(expected, router, state, hosts);
      });
    },
    seconds,
    0.25,
  );
  return states;
}

/** Whether sessions, table and kernel of a router are the predicted ones. */
export function isAsPredicted(
  expected: Expected,
  router: string,
  state: RouterState,
  hosts: HostOf,
): boolean {
  // The table's communities are asked for once, when all else is as it should be.
  const communities = new Map();
  return [
    checkSessions(expected, router, state, hosts),
    checkRib(expected, router, state, communities, hosts),
    checkFib(expected, router, state, hosts),
  ].every(({ outcome }) => outcome === "pass");
}
