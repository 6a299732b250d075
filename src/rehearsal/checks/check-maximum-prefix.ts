import type { Check } from "../report/report.ts";
import { isLimit } from "../twin/endings.ts";
import { canBeFlooded, type Flood, LARGEST_FLOOD } from "../twin/floods.ts";
import type { Leaks } from "../twin/leaks.ts";
import { limitOf } from "../twin/sabotage.ts";
import type { Twin } from "../twin/twin.ts";
import { compared, unknown } from "./check.ts";

const EXPECTED = "one prefix too many ends each session";

/** Behind a filter that lets everything pass, a session ends when its cluster announces more than its pools hold. */
export function checkMaximumPrefix(
  { router, runningConfig }: Twin,
  leaks: readonly Leaks[],
  floods: readonly Flood[],
): Check {
  const limited = leaks.filter(({ session }) => canBeFlooded(session));
  if (limited.length === 0) return skipped(router.name, leaks);

  const differences = floods.flatMap((flood) => differencesOf(flood, runningConfig));
  const down = limited.filter(({ established }) => !established).map(({ session }) => session);
  const lost = floods.filter(isLost);
  const wrong = floods.filter((flood) => differencesOf(flood, runningConfig).length > 0);
  const ended = floods.length - lost.length - wrong.length;
  const found = `${ended} of ${limited.length} ended at their limit`;
  const open = [
    ...down.map(
      ({ peering, address }) => `${peering.cluster}: an attacker at ${address} gets no session to flood`,
    ),
    ...lost.map(
      ({ session, loss }) => `${session.peering.cluster}: the session was lost while it was flooded: ${loss}`,
    ),
  ];
  if (differences.length > 0)
    return compared("maximum-prefix", router.name, EXPECTED, found, [...differences, ...open]);
  if (open.length > 0) return { ...unknown("maximum-prefix", router.name, EXPECTED, found), details: open };
  return {
    ...compared("maximum-prefix", router.name, EXPECTED, found, []),
    details: floods.map(summaryOf),
  };
}

function skipped(router: string, leaks: readonly Leaks[]): Check {
  const largest = Math.max(0, ...leaks.map(({ session }) => session.peering.maximumPrefixes));
  const found =
    largest > 0
      ? `${largest} prefixes are allowed: more than ${LARGEST_FLOOD} are not tried`
      : "the inventory has no limit for it";
  return { ...compared("maximum-prefix", router, EXPECTED, found, []), outcome: "skipped" };
}

/** Not ended by the router, but by the machine's being busy, or by something unknown. */
function isLost({ ending, neighbour, loss }: Flood): boolean {
  return ending === undefined && (neighbour !== "established" || loss !== "");
}

function differencesOf(flood: Flood, runningConfig: string): readonly string[] {
  const { session, ending, endedBy, accepted } = flood;
  if (isLost(flood)) return [];
  const { cluster, maximumPrefixes } = session.peering;
  const statement = limitOf(runningConfig, session.neighbour);
  const has = statement === undefined ? `\`${session.neighbour}\` has no maximum-prefix` : `\`${statement}\``;
  if (!ending)
    return [
      `${cluster}: the session lives on with ${accepted} prefixes, ${maximumPrefixes} are allowed: ${has}`,
    ];
  if (!isLimit(ending))
    return [`${cluster}: the session ended with the notification ${ending.code}/${ending.subcode}: ${has}`];
  const isSame = ending.limit === undefined ? endedBy !== "limit" : ending.limit === maximumPrefixes;
  return isSame
    ? []
    : [
        `${cluster}: the session ended at a limit of ${ending.limit ?? "less"} in place of ${maximumPrefixes}: ${has}`,
      ];
}

const AFTERWARDS: Readonly<Record<Flood["neighbour"], string>> = {
  forgotten: "FRR then forgets the dynamic neighbour, which is missing in its summary until it dials again",
  established: "it has dialled again, and FRR took it",
  down: "FRR keeps the neighbour down",
};

function summaryOf({ session, endedBy, accepted, neighbour }: Flood): string {
  const { cluster, maximumPrefixes } = session.peering;
  const what = endedBy === "leaks" ? "what its own filter lets pass" : `${accepted} prefixes`;
  return `${cluster}: with ${what}, Cease/Maximum Number of Prefixes Reached ended the session (limit ${maximumPrefixes}); ${AFTERWARDS[neighbour]}`;
}
