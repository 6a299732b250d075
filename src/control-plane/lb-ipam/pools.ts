import { formatHost, parseHost } from "../../address/host.ts";
import { hasHostBits, parsePrefix } from "../../address/prefix.ts";
import { formatRange, overlaps, type Range } from "../../address/range.ts";
import { type Applied, ofKind, on, type Resource } from "../applied.ts";
import type { Remarking } from "../remarking.ts";

type PoolResource = Resource<"CiliumLoadBalancerIPPool">;
type Block = NonNullable<PoolResource["spec"]["blocks"]>[number];

/** A pool from which addresses are given. */
export interface UsablePool {
  readonly resource: PoolResource;
  readonly ranges: readonly PoolRange[];
}

export interface PoolRange extends Range {
  /** Addresses that are not given to anybody: `allowFirstLastIPs: No`. */
  readonly reserved: readonly bigint[];
}

/**
 * The pools as LB-IPAM reads them. A block that it cannot read makes the whole pool unusable; of pools that overlap the
 * newest is, for which the order in which they are applied stands in. (Cilium's operator/pkg/lbipam.)
 */
export function* usablePools(applied: Applied): Remarking<readonly UsablePool[]> {
  const pools: UsablePool[] = [];
  for (const resource of ofKind(applied, "CiliumLoadBalancerIPPool")) {
    const { blocks = [], disabled } = resource.spec;
    if (blocks.length === 0) yield on(resource, "it has no `blocks`, and so no address");
    for (const block of blocks) yield* surprises(resource, block);
    const ranges = blocks.map((block) => rangeOf(block, resource.spec.allowFirstLastIPs === "No"));
    const unreadable = blocks.find((_, index) => ranges[index] === undefined);
    if (unreadable) {
      yield on(resource, `${shown(unreadable)} is no range of addresses, so the pool is not used at all`);
      continue;
    }
    const pool = { resource, ranges: ranges.filter((range) => range !== undefined) };
    const clash = clashOf(pool, pools);
    if (clash !== undefined) yield on(resource, clash);
    else pools.push(pool);
    if (disabled) yield on(resource, "it is disabled: nobody gets an address of it");
  }
  return pools.filter(({ resource }) => !resource.spec.disabled);
}

function rangeOf({ cidr, start, stop }: Block, withoutEnds: boolean): PoolRange | undefined {
  if (cidr) {
    const prefix = parsePrefix(cidr);
    if (!prefix) return undefined;
    const { family, first, last } = prefix;
    // Of one or two addresses nothing would be left.
    return { family, first, last, reserved: withoutEnds && last - first > 1n ? [first, last] : [] };
  }
  const from = parseHost(start ?? "");
  const to = stop ? parseHost(stop) : from;
  if (!from || from.family !== to?.family || from.value > to.value) return undefined;
  return { family: from.family, first: from.value, last: to.value, reserved: [] };
}

function* surprises(resource: PoolResource, { cidr, start, stop }: Block): Remarking<void> {
  const prefix = parsePrefix(cidr ?? "");
  if (!prefix) return;
  if (hasHostBits(prefix))
    yield on(resource, `\`${cidr}\` has host bits: it hands out ${formatRange(prefix)}`);
  if (start || stop)
    yield on(resource, `\`start\` and \`stop\` beside \`cidr\` ${formatRange(prefix)} have no effect`);
}

function clashOf(pool: UsablePool, others: readonly UsablePool[]): string | undefined {
  const within = pool.ranges.some((a, i) => pool.ranges.slice(0, i).some((b) => overlaps(a, b)));
  if (within) return "its own blocks overlap, so the pool is disabled";
  const other = others.find(({ ranges }) => ranges.some((a) => pool.ranges.some((b) => overlaps(a, b))));
  if (!other) return undefined;
  const newer = "the newer of the two is disabled; made in the same second, it may be either";
  return `it overlaps the pool \`${other.resource.name}\`, and ${newer}`;
}

function shown({ cidr, start = "", stop }: Block): string {
  return `\`${cidr ?? (stop === undefined ? start : `${start}-${stop}`)}\``;
}

/** The first address of a pool's ranges that is free, in the order of its blocks. */
export function firstFree({ ranges }: UsablePool, isTaken: (address: string) => boolean): string | undefined {
  for (const { family, first, last, reserved } of ranges) {
    if (family !== 4) continue;
    for (let value = first; value <= last; value++) {
      const address = formatHost({ family, value });
      if (!reserved.includes(value) && !isTaken(address)) return address;
    }
  }
  return undefined;
}
