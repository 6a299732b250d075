import { type Prefix, parsePrefix } from "../address/prefix.ts";
import { formatRange, overlaps, type Range } from "../address/range.ts";
import { networkRanges, podSupernet, poolRanges, serviceRanges } from "./addressing.ts";
import { DOCKER0 } from "./docker.ts";
import type { Network } from "./network.ts";

/** Private blocks (RFC 1918) in which an example of a pool may lie, the usual one first. */
const BLOCKS = ["172.30.0.0/24", "172.31.0.0/24", "192.168.250.0/24", "10.250.0.0/24"].map(parsePrefix);

/** A range of addresses that nothing in the inventory has yet, as a help shows it; undefined if the usual ones are taken. */
export function freePool(network: Network): string | undefined {
  const taken: readonly Range[] = [
    ...[networkRanges, serviceRanges, poolRanges].flatMap((of) => of(network).map(({ range }) => range)),
    podSupernet(network).range,
    DOCKER0,
  ];
  const free = BLOCKS.filter((block): block is Prefix => block !== undefined)
    .map(({ family, first }): Range => ({ family, first: first + 10n, last: first + 20n }))
    .find((range) => !taken.some((other) => overlaps(other, range)));
  return free && formatRange(free);
}
