import type { Plan } from "../../plan/plan.ts";
import { frrTable } from "../frr/frr-json.ts";
import { type LabHandle, until } from "../lab/lab-handle.ts";
import { announce, sentPrefixes } from "./attacker.ts";
import type { AttackerSession } from "./attacker-sessions.ts";
import { firstAddresses, type HostileRoute, hostileRoutes, isWelcome } from "./hostile-routes.ts";
import type { Twin } from "./twin.ts";
import { establishedSessions, readingEnds } from "./twin-sessions.ts";

/** What the router made of an attacker's announcements. */
export interface Leaks {
  readonly session: AttackerSession;
  readonly established: boolean;
  /** Addresses that the cluster may announce, by whether the router took them. */
  readonly taken: readonly string[];
  readonly refused: readonly string[];
  /** Announcements that the router should refuse: how many it was sent, and which it took. */
  readonly foreign: number;
  readonly leaked: readonly HostileRoute[];
  /** Announcements that GoBGP has not sent. */
  readonly unsent: readonly string[];
}

/** Different from the metric of the announcements before. */
const LAST_METRIC = 1;

/** Compares what the attacker has announced with the twin's table. `established`: the sessions that are up. */
export async function findLeaks(
  handle: LabHandle,
  plan: Plan,
  twin: Twin,
  established: readonly AttackerSession[],
): Promise<readonly Leaks[]> {
  await waitUntilHeard(handle, plan, twin, established);
  const [table, sent] = await Promise.all([frrTable(handle, twin.host), sentPrefixes(handle, twin.attacker)]);
  // One that was lost meanwhile has taken its routes out of the table.
  const stillUp = await establishedSessions(handle, twin);
  const all = hostileRoutes(plan);
  return twin.attacker.sessions.map((session) => {
    const out = sent.get(session.routerAddress) ?? [];
    const has = ({ prefix }: HostileRoute) =>
      (table[prefix] ?? []).some(({ peerId }) => peerId === session.address);
    const welcome = all.filter(({ prefix }) => isWelcome(plan, session.peering, prefix));
    const foreign = all.filter((one) => !welcome.includes(one));
    return {
      session,
      established: established.includes(session) && stillUp.includes(session),
      taken: welcome.filter(has).map(({ prefix }) => prefix),
      refused: welcome.filter((one) => !has(one)).map(({ prefix }) => prefix),
      foreign: foreign.filter(({ prefix }) => out.includes(prefix)).length,
      leaked: foreign.filter(has),
      unsent: all.map(({ prefix }) => prefix).filter((prefix) => !out.includes(prefix)),
    };
  });
}

/**
 * A session is in order: once the router has heard an announcement that is made now, it has heard all others. It shows
 * that by the metric of an address that it takes; where it takes none, the UPDATEs are counted.
 */
async function waitUntilHeard(
  handle: LabHandle,
  plan: Plan,
  twin: Twin,
  sessions: readonly AttackerSession[],
): Promise<void> {
  const addresses = firstAddresses(plan);
  await announce(handle, twin.attacker, addresses, ["all"], LAST_METRIC);
  const hasReadAllOf = readingEnds(handle, twin);
  await until(
    async () => {
      const table = await frrTable(handle, twin.host);
      const left = sessions.filter(
        ({ address }) =>
          !addresses.some((prefix) =>
            table[prefix]?.some(({ peerId, metric }) => peerId === address && metric === LAST_METRIC),
          ),
      );
      return left.length === 0 || (await hasReadAllOf(left));
    },
    6,
    0.05,
  );
}
