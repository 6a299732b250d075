import { type Family, formatHost, parseHost, WIDTH } from "./host.ts";
import type { Range } from "./range.ts";

/**
 * A network in CIDR form. `first` and `last` are those of the network even where host bits were written; `written` is
 * the address as it stood there, for the rule that refuses host bits.
 */
export interface Prefix extends Range {
  readonly length: number;
  readonly written: bigint;
}

/** Reads `10.20.0.0/16`; undefined if it is no CIDR form. */
export function parsePrefix(text: string): Prefix | undefined {
  const match = /^([^/]+)\/(0|[1-9]\d{0,2})$/.exec(text);
  const host = match?.[1] === undefined ? undefined : parseHost(match[1]);
  const length = Number(match?.[2]);
  if (!host || length > WIDTH[host.family]) return undefined;
  return prefixAround(host.family, host.value, length);
}

/** The network of the given length in which an address lies. */
export function prefixAround(family: Family, value: bigint, length: number): Prefix {
  const hostMask = (1n << BigInt(WIDTH[family] - length)) - 1n;
  const first = value & ~hostMask;
  return { family, first, last: first | hostMask, length, written: value };
}

/** CIDR form, in canonical text. */
export function formatPrefix({ family, first, length }: Prefix): string {
  return `${formatHost({ family, value: first })}/${length}`;
}

/** Whether an address inside the network was written instead of the network's own. */
export function hasHostBits(prefix: Prefix): boolean {
  return prefix.written !== prefix.first;
}

/** How many subnets of the given length a prefix holds: 0 if none is so long or so short. */
export function subnetCount(prefix: Prefix, length: number): number {
  return length < prefix.length || length > WIDTH[prefix.family] ? 0 : 2 ** (length - prefix.length);
}

/** The subnet of the given length with the given index, counted from 0; undefined beyond the end of the prefix. */
export function subnetAt(prefix: Prefix, length: number, index: number): Prefix | undefined {
  if (index < 0 || index >= subnetCount(prefix, length)) return undefined;
  const size = 1n << BigInt(WIDTH[prefix.family] - length);
  return prefixAround(prefix.family, prefix.first + BigInt(index) * size, length);
}
