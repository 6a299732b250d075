import type { Expected, ExpectedRoute } from "../../plan/expected.ts";
import { count } from "../count.ts";
import type { RouterState } from "../frr/router-state.ts";
import { type HostOf, hostName, listed, without } from "../node-names.ts";
import type { Check } from "../report/report.ts";
import { compared } from "./check.ts";
import { covers } from "./covers.ts";

/** The router's kernel has the predicted next hops, and discards what it should; nothing else came from the daemons. */
export function checkFib(
  expected: Expected,
  router: string,
  { nextHops, discards }: RouterState,
  hosts: HostOf,
): Check {
  const routes = expected.routes.filter((route) => route.router === router && route.nextHops > 0);
  const unpinned = expected.unpinned.filter((route) => route.router === router);
  const wantedDiscards = expected.discards.filter((discard) => discard.router === router);
  const wanted = wantedDiscards.map(({ prefix }) => prefix);
  const known = new Set(routes.map(({ prefix }) => prefix));
  const strangers = [...nextHops.keys()].filter(
    (prefix) => !known.has(prefix) && !unpinned.some((route) => covers(route, prefix)),
  );
  return compared(
    "fib",
    router,
    summed(
      routes.map((route) => route.nextHops),
      wanted.length,
    ),
    summed(
      [...nextHops.values()].map(({ length }) => length),
      discards.length,
    ),
    [
      ...routes.flatMap((route) => differencesOf(route, nextHops.get(route.prefix) ?? [], hosts)),
      ...strangers.map((prefix) => `${prefix}: not predicted`),
      ...without(wanted, discards).map((prefix) => `${prefix}: not discarded`),
      ...without(discards, wanted).map((prefix) => `${prefix}: discarded, and not predicted`),
    ],
  );
}

function differencesOf(
  { prefix, nextHops, paths }: ExpectedRoute,
  gateways: readonly string[],
  hosts: HostOf,
): readonly string[] {
  const names = gateways.map((address) => hostName(hosts, address));
  const nodes = paths.flatMap((path) => path.nodes);
  const strangers = without(names, nodes);
  const all = nodes.length === nextHops;
  return [
    ...(names.length === nextHops ? [] : [`${prefix}: next hops: ${names.length} in place of ${nextHops}`]),
    ...(all && names.length < nextHops
      ? [`${prefix}: no packet goes to ${listed(without(nodes, names))}`]
      : []),
    ...(strangers.length > 0 ? [`${prefix}: packets go to ${listed(strangers)}`] : []),
  ];
}

function summed(nextHops: readonly number[], discards: number): string {
  const total = nextHops.reduce((sum, next) => sum + next, 0);
  return [count(nextHops.length, "route"), count(total, "next hop"), count(discards, "discard")].join(", ");
}
