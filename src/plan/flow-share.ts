/** A next hop of a route, and the weight that the kernel has for it: 1 for each path of a BGP multipath. */
export interface WeightedNextHop {
  readonly name: string;
  readonly weight: number;
}

/** What becomes of a route's flows when its next hops change, as shares of all; `kept`, `moved` and `lost` make 1. */
export interface FlowShift {
  /** Go to the next hop that they went to before. */
  readonly kept: number;
  /** Go to another one: connections that cannot move, break. */
  readonly moved: number;
  /** The part of `moved` whose next hop is gone. */
  readonly forced: number;
  /** Have nowhere to go: no next hop is left. */
  readonly lost: number;
}

/** Linux has 31 bits of a flow's hash decide. */
export const HASHES = 2 ** 31;

/**
 * The share of flows that each next hop gets, in their order, by Linux' hash-threshold groups (RFC 2992;
 * net/ipv4/nexthop.c, nh_hthr_group_rebalance, and for routes without nexthop objects fib_semantics.c, fib_rebalance):
 * next hops divide the hashes among them by weight, and a flow goes to the one in whose part its hash lies. Which hash a
 * flow has, its addresses and ports decide and nothing else, so a part is a share of many flows. To the last of 2^31
 * hashes.
 */
export function flowShares(
  nextHops: readonly WeightedNextHop[],
): readonly { readonly name: string; readonly share: number }[] {
  return partsOf(nextHops).map(({ name, from, to }) => ({ name, share: (to - from) / HASHES }));
}

/**
 * What becomes of the flows when the next hops of a route change. Both lists are in the order of the kernel's group,
 * and names identify next hops. That order is not the one of addresses: see `movedInAnyOrder`.
 */
export function flowShift(before: readonly WeightedNextHop[], after: readonly WeightedNextHop[]): FlowShift {
  if (after.length === 0) return { kept: 0, moved: 0, forced: 0, lost: 1 };
  const left = new Set(after.map(({ name }) => name));
  const old = partsOf(before);
  const kept = keptHashes(old, partsOf(after));
  const forced = old.filter(({ name }) => !left.has(name)).reduce((sum, { from, to }) => sum + to - from, 0);
  return { kept: kept / HASHES, moved: (HASHES - kept) / HASHES, forced: forced / HASHES, lost: 0 };
}

/** Where the part of next hop number `index` begins among `total` shares of weight, `before` of which are ahead of it. */
export function firstHash(before: number, total: number): number {
  // The kernel's DIV_ROUND_CLOSEST_ULL. Exact up to 2^53, that is for weights up to four million together.
  const dividend = before * HASHES + Math.floor(total / 2);
  return (dividend - (dividend % total)) / total;
}

/** The hashes of a next hop: `from` is its first, `to` the first of the next one. */
interface Part {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

function partsOf(nextHops: readonly WeightedNextHop[]): readonly Part[] {
  const total = nextHops.reduce((sum, { weight }) => sum + weight, 0);
  let ahead = 0;
  return nextHops.map(({ name, weight }) => {
    const from = firstHash(ahead, total);
    ahead += weight;
    return { name, from, to: firstHash(ahead, total) };
  });
}

/** Both lists are in the order of their hashes, so each is gone through once. */
function keptHashes(before: readonly Part[], after: readonly Part[]): number {
  let kept = 0;
  let index = 0;
  for (const old of before) {
    for (let part = after[index]; part !== undefined; part = after[++index]) {
      if (part.name === old.name)
        kept += Math.max(0, Math.min(old.to, part.to) - Math.max(old.from, part.from));
      if (part.to > old.to) break;
    }
  }
  return kept;
}
