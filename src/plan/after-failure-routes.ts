import type { Expected, ExpectedPath, ExpectedRoute, ExpectedSession } from "./expected.ts";
import { type Bounds, movedInAnyOrder } from "./flow-share-bounds.ts";

/** A route of a router after a failure. */
export interface RouteAfter extends Pick<ExpectedRoute, "router" | "prefix" | "kind" | "service"> {
  /** How many next hops the router's kernel has when all is well. */
  readonly before: number;
  /**
   * How many are left; none: the route is gone. It is not one number where fewer nodes announce an address than the
   * cluster has, for then nobody knows which ones do.
   */
  readonly after: Bounds;
  readonly paths: readonly PathAfter[];
  /** What becomes of the route's flows, as shares of all of them. */
  readonly flows: FlowsAfter;
}

/** The paths of one cluster that are left. */
export interface PathAfter {
  readonly cluster: string;
  /** The nodes that may be next hops; `count` of them are. */
  readonly nodes: readonly string[];
  readonly count: Bounds;
}

/** Shares of flows. They are exact, but for the order of next hops in the kernel, which is unknown. */
export interface FlowsAfter {
  /** Go to another next hop. */
  readonly moved: Bounds;
  /** The part of them whose next hop is gone. */
  readonly forced: Bounds;
  /** Go nowhere: all of them, or none. */
  readonly lost: Bounds;
}

const NONE: Bounds = { least: 0, most: 0 };

/**
 * The routes to nodes after the loss of some sessions. Without those that a router originates itself, with which no node
 * has to do, and those whose address only the cluster knows.
 */
export function routesAfter(expected: Expected, lost: readonly ExpectedSession[]): readonly RouteAfter[] {
  const ends = new Set(lost.map(({ router, node }) => `${router} ${node}`));
  const moved = remembered(movedInAnyOrder);
  return expected.routes
    .filter(({ kind }) => kind !== "originated")
    .map((route) => routeAfter(route, (node) => ends.has(`${route.router} ${node}`), moved));
}

type Moved = typeof movedInAnyOrder;

function routeAfter(route: ExpectedRoute, isLost: (node: string) => boolean, moved: Moved): RouteAfter {
  const { router, prefix, kind, service, nextHops: before } = route;
  const paths = route.paths.map((path) => pathAfter(path, isLost));
  const announced = route.paths.reduce((sum, { count }) => sum + count, 0);
  const left = sumOf(paths.map(({ count }) => count));
  // A router that takes fewer next hops than it is offered has others in store.
  const after = { least: Math.min(before, left.least), most: Math.min(before, left.most) };
  const flows = announced > before ? flowsOfSome(before, announced, left) : flowsOfAll(before, left, moved);
  return { router, prefix, kind, service, before, after, paths, flows };
}

function pathAfter({ cluster, nodes, count }: ExpectedPath, isLost: (node: string) => boolean): PathAfter {
  const left = nodes.filter((node) => !isLost(node));
  const silent = nodes.length - count;
  // Those that fail are, at best, the ones that announce nothing.
  return {
    cluster,
    nodes: left,
    count: { least: Math.max(0, left.length - silent), most: Math.min(count, left.length) },
  };
}

function flowsOfAll(before: number, left: Bounds, moved: Moved): FlowsAfter {
  const lost = { least: left.most === 0 ? 1 : 0, most: left.least === 0 ? 1 : 0 };
  if (left.most === 0) return { moved: NONE, forced: NONE, lost };
  const fewest = Math.max(1, left.least);
  const each = Array.from({ length: left.most - fewest + 1 }, (_, more) => moved(before, fewest + more));
  return {
    moved: {
      least: left.least === 0 ? 0 : Math.min(...each.map(({ least }) => least)),
      most: Math.max(...each.map(({ most }) => most)),
    },
    forced: {
      least: left.least === 0 ? 0 : (before - left.most) / before,
      most: (before - fewest) / before,
    },
    lost,
  };
}

/** Nobody says which nodes a router leaves out that has too many, nor whom it puts in place of one that is gone. */
function flowsOfSome(before: number, announced: number, left: Bounds): FlowsAfter {
  const gone = { least: announced - left.most, most: announced - left.least };
  const spare = announced - before;
  const forced = {
    least: Math.max(0, gone.least - spare) / before,
    most: Math.min(before, gone.most) / before,
  };
  if (left.most === 0) return { moved: NONE, forced: NONE, lost: { least: 1, most: 1 } };
  return {
    moved: { least: forced.least, most: gone.most > 0 ? 1 : 0 },
    forced,
    lost: { least: 0, most: left.least === 0 ? 1 : 0 },
  };
}

function sumOf(bounds: readonly Bounds[]): Bounds {
  return bounds.reduce((sum, { least, most }) => ({ least: sum.least + least, most: sum.most + most }), NONE);
}

/** Thousands of routes have few widths. */
function remembered(moved: Moved): Moved {
  const known = new Map<string, Bounds>();
  return (before, left) => {
    const key = `${before} ${left}`;
    const bounds = known.get(key) ?? moved(before, left);
    known.set(key, bounds);
    return bounds;
  };
}
