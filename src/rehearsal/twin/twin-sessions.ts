import { setTimeout as pause } from "node:timers/promises";
import { longestPause, SHORTEST_RETRY } from "../../plan/gobgp-times.ts";
import { type FrrNeighbours, frrNeighbours, isEstablished } from "../frr/frr-json.ts";
import { type LabHandle, until } from "../lab/lab-handle.ts";
import { attackerStates } from "./attacker.ts";
import type { AttackerSession } from "./attacker-sessions.ts";
import type { Twin } from "./twin.ts";

/** Seconds from the attacker's start, until which GoBGP does not dial, and until which it has done so twice. */
const DIAL = { first: SHORTEST_RETRY, second: 2 * longestPause(SHORTEST_RETRY) + 1 };

/** Waits for the attacker's sessions; those that are established. */
export async function waitForAttacker(handle: LabHandle, twin: Twin): Promise<readonly AttackerSession[]> {
  const passed = (performance.now() - twin.startedAt) / 1000;
  const idle = Math.max(DIAL.first - passed, 0);
  await pause(idle * 1000);
  let up: readonly AttackerSession[] = [];
  await until(
    async () => {
      up = await establishedSessions(handle, twin);
      return up.length === twin.attacker.sessions.length;
    },
    Math.max(DIAL.second - passed - idle, 0),
    0.25,
  );
  return up;
}

/**
 * Asked again and again, says whether the twin has read all that the attacker has sent it in these sessions: the numbers
 * of UPDATEs at both ends agree, three times in a row, since GoBGP counts what it has written and not what it will write.
 */
export function readingEnds(
  handle: LabHandle,
  twin: Twin,
): (sessions: readonly AttackerSession[]) => Promise<boolean> {
  let agreed = 0;
  return async (sessions) => {
    if (sessions.length === 0) return true;
    const states = await attackerStates(handle, twin.attacker);
    const neighbours = await frrNeighbours(handle, twin.host);
    const agree = sessions.every(({ address, routerAddress }) => {
      const sent = states.get(routerAddress)?.updatesSent ?? 0;
      return sent > 0 && sent === neighbours[address]?.messageStats?.updatesRecv;
    });
    agreed = agree ? agreed + 1 : 0;
    return agreed >= 3;
  };
}

/** Prefixes of a neighbour in the twin's table. */
export function acceptedFrom(neighbours: FrrNeighbours, { address }: AttackerSession): number {
  return neighbours[address]?.addressFamilyInfo?.ipv4Unicast?.acceptedPrefixCounter ?? 0;
}

/** Sessions that are established as both ends see it. */
export async function establishedSessions(
  handle: LabHandle,
  twin: Twin,
): Promise<readonly AttackerSession[]> {
  const [states, neighbours] = await Promise.all([
    attackerStates(handle, twin.attacker),
    frrNeighbours(handle, twin.host),
  ]);
  return twin.attacker.sessions.filter(
    ({ address, routerAddress }) =>
      states.get(routerAddress)?.established && isEstablished(neighbours[address] ?? {}),
  );
}
