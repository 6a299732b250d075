import { setTimeout as pause } from "node:timers/promises";
import { type LabHandle, until } from "../lab/lab-handle.ts";
import { attackerStates } from "./attacker.ts";
import type { AttackerSession } from "./attacker-sessions.ts";
import type { Twin } from "./twin.ts";

/** A neighbour as `show bgp neighbors json` has it, as far as it matters here. */
export interface TwinNeighbour {
  readonly bgpState?: string;
  readonly messageStats?: { readonly updatesRecv?: number };
  readonly addressFamilyInfo?: { readonly ipv4Unicast?: { readonly acceptedPrefixCounter?: number } };
}

export type TwinNeighbours = Readonly<Record<string, TwinNeighbour>>;

/** Seconds from the attacker's start: GoBGP dials after five to ten, and a second time after as many. */
const DIAL = { first: 5, second: 21 };

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
    const neighbours = await twinNeighbours(handle, twin);
    const agree = sessions.every(({ address, routerAddress }) => {
      const sent = states.get(routerAddress)?.updatesSent ?? 0;
      return sent > 0 && sent === neighbours[address]?.messageStats?.updatesRecv;
    });
    agreed = agree ? agreed + 1 : 0;
    return agreed >= 3;
  };
}

/** What the twin says of its neighbours, by their addresses. */
export function twinNeighbours(handle: LabHandle, { host }: Twin): Promise<TwinNeighbours> {
  return handle.vtyshJson<TwinNeighbours>(host, "show bgp neighbors json");
}

/** Prefixes of a neighbour in the twin's table. */
export function acceptedFrom(neighbours: TwinNeighbours, { address }: AttackerSession): number {
  return neighbours[address]?.addressFamilyInfo?.ipv4Unicast?.acceptedPrefixCounter ?? 0;
}

/** Sessions that are established as both ends see it. */
export async function establishedSessions(
  handle: LabHandle,
  twin: Twin,
): Promise<readonly AttackerSession[]> {
  const [states, neighbours] = await Promise.all([
    attackerStates(handle, twin.attacker),
    twinNeighbours(handle, twin),
  ]);
  return twin.attacker.sessions.filter(
    ({ address, routerAddress }) =>
      states.get(routerAddress)?.established && neighbours[address]?.bgpState === "Established",
  );
}
