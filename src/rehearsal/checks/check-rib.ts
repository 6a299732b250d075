import type { Expected, ExpectedRoute, UnpinnedRoute } from "../../plan/expected.ts";
import { count } from "../count.ts";
import type { BgpPath, RouterState } from "../frr/router-state.ts";
import { type HostOf, hostName, listed, without } from "../node-names.ts";
import type { Check } from "../report/report.ts";
import { compared } from "./check.ts";
import { covers } from "./covers.ts";

/** The communities of a prefix's paths, by the neighbour that they came from. */
export type Communities = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

/** The router's BGP table is the predicted one: every prefix, every path with its AS path and communities, and no more. */
export function checkRib(
  expected: Expected,
  router: string,
  { table }: RouterState,
  communities: Communities,
  hosts: HostOf,
): Check {
  const routes = expected.routes.filter((route) => route.router === router);
  const unpinned = expected.unpinned.filter((route) => route.router === router);
  const predicted = new Set(routes.map(({ prefix }) => prefix));
  const differences = [
    ...routes.flatMap((route) =>
      differencesOf(route, table.get(route.prefix) ?? [], communities.get(route.prefix), hosts).map(
        (difference) => `${route.prefix}: ${difference}`,
      ),
    ),
    ...unpinned.flatMap((route) => missingUnpinned(route, table, hosts)),
    ...[...table]
      .filter(([prefix]) => !predicted.has(prefix) && !unpinned.some((route) => covers(route, prefix)))
      .map(([prefix, paths]) => `${prefix}: not predicted; from ${origins(paths, hosts)}`),
  ];
  const paths = [...table.values()].reduce((sum, { length }) => sum + length, 0);
  return compared(
    "rib",
    router,
    `${count(routes.length + unpinned.length, "prefix")}, ${count(pathCount(routes) + nodeCount(unpinned), "path")}`,
    `${count(table.size, "prefix")}, ${count(paths, "path")}`,
    differences,
  );
}

function differencesOf(
  route: ExpectedRoute,
  paths: readonly BgpPath[],
  communities: ReadonlyMap<string, readonly string[]> | undefined,
  hosts: HostOf,
): readonly string[] {
  const wanted = pathCount([route]);
  if (paths.length === 0) return [`not in the table; paths predicted: ${wanted}`];
  if (route.kind === "originated") {
    return paths.some(({ from }) => from === "") ? [] : ["the router does not originate it"];
  }
  const differences: string[] = [];
  for (const group of route.paths) {
    const own = paths.filter(({ from }) => group.nodes.includes(hostName(hosts, from)));
    const asPath = group.asPath.join(" ");
    if (own.length !== group.count) {
      differences.push(`paths from ${group.cluster}: ${own.length} in place of ${group.count}`);
    }
    for (const path of own) {
      const node = hostName(hosts, path.from);
      if (path.asPath.join(" ") !== asPath) {
        differences.push(`AS path ${path.asPath.join(" ")} from ${node} in place of ${asPath}`);
      }
      const extra = communities?.get(path.from) ?? [];
      if (listed(extra) !== listed(group.communities)) {
        differences.push(
          `communities ${listed(extra)} from ${node} in place of ${listed(group.communities)}`,
        );
      }
    }
  }
  const nodes = route.paths.flatMap((group) => group.nodes);
  const strangers = without(
    paths.map(({ from }) => hostName(hosts, from)),
    nodes,
  );
  if (strangers.length > 0)
    differences.push(`also from ${listed(strangers.map((name) => name || route.router))}`);
  const unused = paths.filter(({ used }) => !used);
  const used = paths.length - unused.length;
  // What is missing altogether has been said.
  if (used > route.nextHops || (used < route.nextHops && unused.length > 0)) {
    differences.push(
      `paths in use: ${used} in place of ${route.nextHops}; unused: those from ${origins(unused, hosts)}`,
    );
  }
  return differences;
}

function missingUnpinned(
  route: UnpinnedRoute,
  table: ReadonlyMap<string, readonly BgpPath[]>,
  hosts: HostOf,
): readonly string[] {
  const found = [...table].some(
    ([prefix, paths]) =>
      covers(route, prefix) &&
      paths.filter(({ from }) => route.nodes.includes(hostName(hosts, from))).length >= route.count,
  );
  const { cluster, service, kind, within } = route;
  return found
    ? []
    : [
        `${kind} of ${service} in ${cluster}: no host route within ${within} with ${count(route.count, "path")}`,
      ];
}

function pathCount(routes: readonly ExpectedRoute[]): number {
  return routes.reduce(
    (sum, { kind, paths }) =>
      sum + (kind === "originated" ? 1 : paths.reduce((some, group) => some + group.count, 0)),
    0,
  );
}

function nodeCount(routes: readonly UnpinnedRoute[]): number {
  return routes.reduce((sum, route) => sum + route.count, 0);
}

function origins(paths: readonly BgpPath[], hosts: HostOf): string {
  return listed(paths.map(({ from }) => (from === "" ? "the router itself" : hostName(hosts, from))));
}
