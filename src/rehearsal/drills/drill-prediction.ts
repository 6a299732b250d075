import type { AfterFailure } from "../../plan/after-failure.ts";
import type { Drill } from "../report/report.ts";

/** A next hop is a node, by its name. By router, then by prefix; in the order of the kernel's group. */
export type NextHops = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

/**
 * The longest that traffic may be lost, in seconds; undefined: until what failed is back, for some client's service has no
 * other way.
 */
export function boundOf({ blackHoles, clients }: AfterFailure, event: Drill["event"]): number | undefined {
  if (clients.some(({ after }) => after.every(({ certain }) => !certain))) return undefined;
  return blackHoles.find((bound) => bound.event === event)?.seconds ?? 0;
}

/** The next hops that are left of those that there were; routers that failed are not asked. */
export function nextHopsLeft(before: NextHops, { failure, sessionsLost }: AfterFailure): NextHops {
  const lost = new Set(sessionsLost.map(({ router, node }) => `${router} ${node}`));
  const asked = [...before].filter(([router]) => !failure.routers.includes(router));
  return new Map(
    asked.map(([router, routes]) => [
      router,
      new Map(
        [...routes].map(([prefix, nodes]) => [
          prefix,
          nodes.filter((node) => !lost.has(`${router} ${node}`)),
        ]),
      ),
    ]),
  );
}
