import type { Expected } from "../plan/expected.ts";
import type { Plan } from "../plan/plan.ts";
import { checkFib } from "./checks/check-fib.ts";
import { checkRib } from "./checks/check-rib.ts";
import { checkSessions } from "./checks/check-sessions.ts";
import { type RouterState, routerSessions, routerState } from "./frr/router-state.ts";
import { type LabHandle, until } from "./lab/lab-handle.ts";
import type { HostOf } from "./node-names.ts";

/** GoBGP waits at least this long before it dials, and up to twice as long (its minConnectRetryInterval, seconds). */
const SHORTEST_RETRY = 5;

/** Seconds in which a peer that dials does so: GoBGP takes a random time between once and twice its connect-retry time. */
export function dialTime(plan: Plan): number {
  const retries = plan.peerings.map(({ timers }) => timers.connectRetry);
  return 2 * retries.reduce((longest, retry) => Math.max(longest, retry), SHORTEST_RETRY);
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
    const sessions = (await Promise.all(routers.map((router) => routerSessions(handle, router)))).flat();
    const count = sessions.filter(({ established }) => established).length;
    if (count !== said) say(`${count} of ${expected.sessions.length} sessions established`);
    said = count;
    return count >= expected.sessions.length;
  };
  return until(reached, seconds, 0.25);
}

/** Waits until the routers' tables and kernels are as predicted, or for so many seconds; what they were at the end. */
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
      for (const router of routers) states.set(router, await routerState(handle, router));
      return [...states].every(([router, state]) => isAsPredicted(expected, router, state, hosts));
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
