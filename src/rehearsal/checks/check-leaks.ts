import { count } from "../count.ts";
import type { Check } from "../report/report.ts";
import type { Flood } from "../twin/floods.ts";
import type { Leaks } from "../twin/leaks.ts";
import { compared, unknown } from "./check.ts";

const EXPECTED = "each cluster's own pools, nothing else";

/** The router takes from each cluster the addresses of the pools that it serves, and nothing else that it is sent. */
export function checkLeaks(router: string, leaks: readonly Leaks[], floods: readonly Flood[]): Check {
  const skipped = (found: string): Check => ({
    ...compared("leaks", router, EXPECTED, found, []),
    outcome: "skipped",
  });
  if (leaks.length === 0) return skipped("no cluster is behind it");
  if (leaks.every(({ session }) => session.peering.policy === "accept-all"))
    return skipped("the inventory's policy is accept-all: nothing is refused");

  const differences = leaks.flatMap((one) => differencesOf(one, floods));
  const open = leaks.flatMap(unknownsOf);
  const up = leaks.filter(({ established }) => established);
  const leaked = up.reduce((sum, one) => sum + one.leaked.length, 0);
  const refused = up.reduce((sum, one) => sum + one.refused.length, 0);
  if (differences.length > 0) {
    const found = [
      ...(leaked > 0 ? [`${count(leaked, "foreign prefix")} taken`] : []),
      ...(leaks.some(lacks) ? [`${refused} of the pools' addresses refused`] : []),
    ];
    return compared("leaks", router, EXPECTED, found.join(", "), [...differences, ...open]);
  }
  if (open.length > 0)
    return { ...unknown("leaks", router, EXPECTED, "not all could be tried"), details: open };
  const tried = leaks.reduce((sum, { foreign }) => sum + foreign, 0);
  const found = `${count(tried, "foreign announcement")} refused`;
  return { ...compared("leaks", router, EXPECTED, found, []), details: leaks.map(summaryOf) };
}

/** The router has a session that carries routes, and refuses what it should take. */
function lacks({ established, refused, unsent }: Leaks): boolean {
  return established && refused.some((prefix) => !unsent.includes(prefix));
}

function differencesOf(one: Leaks, floods: readonly Flood[]): readonly string[] {
  if (!one.established) return [];
  const { session, leaked, refused, taken } = one;
  const { cluster } = session.peering;
  const named = leaked.map(({ prefix, what }) => `${cluster}: takes ${prefix}, ${what}`);
  const cause = `the filter that \`${session.neighbour}\` has in frr.conf`;
  return [
    ...named,
    ...(leaked.length > 0 ? [`${cluster}: look at ${cause}; ${afterwards(one, floods)}`] : []),
    ...(lacks(one)
      ? [
          `${cluster}: refuses ${shortList(refused)}, of the pools that it serves${taken.length + leaked.length > 0 ? "" : ", and everything else"}: ${cause} is narrower, is missing, or names something that is not defined`,
        ]
      : []),
  ];
}

/** What `maximum-prefix` makes of a filter that is open. */
function afterwards({ session, leaked, taken }: Leaks, floods: readonly Flood[]): string {
  const flood = floods.find((one) => one.session === session);
  const prefixes = count(leaked.length + taken.length, "prefix");
  if (flood?.ending && flood.endedBy === "leaks")
    return `maximum-prefix ends a session with these ${prefixes}, so the cluster is lost from time to time`;
  return `maximum-prefix does not mind these ${prefixes}`;
}

function unknownsOf({ session, established, unsent }: Leaks): readonly string[] {
  const { peering, address } = session;
  if (!established)
    return [
      `${peering.cluster}: an attacker at ${address} (AS ${peering.clusterAsn}) gets no session with ${session.routerAddress}: look at the listen range and the remote-as of \`${session.neighbour}\``,
    ];
  if (unsent.length > 0) return [`${peering.cluster}: GoBGP has not sent ${shortList(unsent)}`];
  return [];
}

function summaryOf({ session, taken, foreign }: Leaks): string {
  return `${session.peering.cluster}: took ${taken.length} addresses of its pools, refused ${foreign} prefixes`;
}

function shortList(prefixes: readonly string[]): string {
  const [first = [], rest = []] = [prefixes.slice(0, 4), prefixes.slice(4)];
  return [...first, ...(rest.length > 0 ? [`${rest.length} more`] : [])].join(", ");
}
