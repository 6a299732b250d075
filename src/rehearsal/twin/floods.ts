import { formatPrefix, parsePrefix, subnetAt } from "../../address/prefix.ts";
import { overlaps } from "../../address/range.ts";
import type { Plan } from "../../plan/plan.ts";
import { frrNeighbours } from "../frr/frr-json.ts";
import { type LabHandle, until } from "../lab/lab-handle.ts";
import { announce, withdraw } from "./attacker.ts";
import { limitsOf } from "./attacker-config.ts";
import type { AttackerSession } from "./attacker-sessions.ts";
import { type Ending, endings, lossOf } from "./endings.ts";
import { firstAddresses, hostileRoutes } from "./hostile-routes.ts";
import type { Leaks } from "./leaks.ts";
import { openFilters, restoreLimits } from "./sabotage.ts";
import type { Twin } from "./twin.ts";
import { acceptedFrom, readingEnds } from "./twin-sessions.ts";

/** What became of a session whose cluster announced more and more. */
export interface Flood {
  readonly session: AttackerSession;
  /** How the router ended it; undefined: it did not, and if the neighbour is not established, it was lost. */
  readonly ending: Ending | undefined;
  /** What it was sent when it ended: what its own filter lets pass, as many prefixes as the limit has, or one more. */
  readonly endedBy: Stage;
  /** Prefixes that the router had taken then. */
  readonly accepted: number;
  /** Then: FRR forgets a dynamic neighbour when its session ends, and takes it again when it dials. */
  readonly neighbour: "forgotten" | "established" | "down";
  /** GoBGP's words for the last loss of the session; empty: there was none. */
  readonly loss: string;
}

export type Stage = "leaks" | "limit" | "flood";

/** Beyond it, announcing takes longer than it is worth. */
export const LARGEST_FLOOD = 512;

/** Whether the inventory has a limit for a session that can be tried. */
export function canBeFlooded({ peering }: AttackerSession): boolean {
  return peering.maximumPrefixes > 0 && peering.maximumPrefixes <= LARGEST_FLOOD;
}

/**
 * Gives the twin its limits back, takes its filters away, and announces as many host routes as each session's limit has,
 * then one more. Says what became of the sessions that are established and have a limit.
 */
export async function floodTwin(
  handle: LabHandle,
  plan: Plan,
  twin: Twin,
  leaks: readonly Leaks[],
): Promise<readonly Flood[]> {
  const sessions = leaks
    .filter(({ established, session }) => established && canBeFlooded(session))
    .map(({ session }) => session);
  if (sessions.length === 0) return [];
  const attempt: Attempt = { handle, plan, twin, sessions, floods: new Map() };
  await giveLimitsBack(attempt, leaks);
  await takeFiltersAway(attempt);
  await announceLimits(attempt);
  await announceOneMore(attempt);
  const neighbours = await frrNeighbours(handle, twin.host);
  const described = sessions.map(async (session): Promise<Flood> => {
    const state = neighbours[session.address]?.bgpState;
    const neighbour = state === undefined ? "forgotten" : state === "Established" ? "established" : "down";
    const accepted = acceptedFrom(neighbours, session);
    const alive = { session, ending: undefined, endedBy: "flood" as const, accepted };
    const loss = await lossOf(handle, twin, session);
    return { ...(attempt.floods.get(session) ?? alive), neighbour, loss };
  });
  return Promise.all(described);
}

interface Attempt {
  readonly handle: LabHandle;
  readonly plan: Plan;
  readonly twin: Twin;
  readonly sessions: readonly AttackerSession[];
  /** Of sessions that have ended. */
  readonly floods: Map<AttackerSession, Omit<Flood, "neighbour" | "loss">>;
}

/** Blocks for benchmarks (RFC 2544) and for providers' own use (RFC 6598): the first that is no network of the lab. */
const BLOCKS = ["198.18.0.0/15", "100.64.0.0/10"];

/** Where the router's own filter lets something pass, this is what its limits then do. */
async function giveLimitsBack(attempt: Attempt, leaks: readonly Leaks[]): Promise<void> {
  const { handle, plan, twin } = attempt;
  const limits = restoreLimits(twin.runningConfig);
  if (limits.length > 0) await handle.vtysh(twin.host, ...limits);
  if (leaks.every(({ leaked }) => leaked.length === 0)) return;
  await announce(handle, twin.attacker, firstAddresses(plan), ["all"], 2);
  await waitForEnds(attempt, "leaks");
}

async function takeFiltersAway({ handle, plan, twin, sessions }: Attempt): Promise<void> {
  const before = hostileRoutes(plan).map(({ prefix }) => prefix);
  await withdraw(handle, twin.attacker, before);
  const names = sessions.map(({ neighbour }) => neighbour);
  await handle.vtysh(twin.host, ...openFilters(twin.runningConfig, names));
}

async function announceLimits(attempt: Attempt): Promise<void> {
  const { handle, twin, sessions, floods } = attempt;
  const limits = limitsOf(sessions);
  const prefixes = floodPrefixes(attempt);
  for (const [i, limit] of limits.entries()) {
    await announce(handle, twin.attacker, prefixes.slice(limits[i - 1] ?? 0, limit), limits.slice(i));
  }
  const areHeard = async () => {
    const neighbours = await frrNeighbours(handle, twin.host);
    await noteEnds(attempt, "limit");
    return sessions.every(
      (session) =>
        floods.has(session) || acceptedFrom(neighbours, session) >= session.peering.maximumPrefixes,
    );
  };
  await until(areHeard, 6, 0.05);
  await nudge(attempt, 1);
  await waitForEnds(attempt, "limit");
}

async function announceOneMore(attempt: Attempt): Promise<void> {
  const { handle, twin } = attempt;
  await announce(handle, twin.attacker, floodPrefixes(attempt).slice(-1), ["all"]);
  await nudge(attempt, 2);
  await waitForEnds(attempt, "flood");
}

/** FRR 8.4 compares with the limit before it counts what it hears: it has to hear of something once more. */
async function nudge(attempt: Attempt, metric: number): Promise<void> {
  const { handle, twin, sessions } = attempt;
  await announce(handle, twin.attacker, floodPrefixes(attempt).slice(0, 1), limitsOf(sessions), metric);
}

/** Until all sessions have ended, or those that live have read everything. */
async function waitForEnds(attempt: Attempt, endedBy: Stage): Promise<void> {
  const { handle, twin, sessions, floods } = attempt;
  const haveReadAll = readingEnds(handle, twin);
  const look = async () => {
    await noteEnds(attempt, endedBy);
    return haveReadAll(sessions.filter((session) => !floods.has(session)));
  };
  await until(look, 6, 0.03);
  await noteEnds(attempt, endedBy);
}

async function noteEnds({ handle, twin, sessions, floods }: Attempt, endedBy: Stage): Promise<void> {
  const list = await endings(handle, twin);
  for (const session of sessions) {
    const ending = list.get(session);
    const accepted = session.peering.maximumPrefixes + (endedBy === "flood" ? 1 : 0);
    if (ending && !floods.has(session)) floods.set(session, { session, ending, endedBy, accepted });
  }
}

/** As many host routes as the largest limit, and one more, which every session is sent last. */
function floodPrefixes({ plan, sessions }: Attempt): readonly string[] {
  const networks = plan.networks.flatMap(({ subnet }) => parsePrefix(subnet) ?? []);
  const blocks = BLOCKS.flatMap((text) => parsePrefix(text) ?? []);
  const block = blocks.find((one) => !networks.some((network) => overlaps(one, network))) ?? blocks[0];
  return Array.from({ length: (limitsOf(sessions).at(-1) ?? 0) + 1 }, (_, i) => {
    const prefix = block && subnetAt(block, 32, i);
    return prefix ? formatPrefix(prefix) : "";
  });
}
