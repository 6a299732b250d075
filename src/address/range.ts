import { type Family, formatHost, type Host } from "./host.ts";

/** Addresses of one family from `first` to `last`, both inclusive. A prefix is a range too. */
export interface Range {
  readonly family: Family;
  readonly first: bigint;
  readonly last: bigint;
}

/** `first-last`, or the one address that it is. */
export function formatRange({ family, first, last }: Range): string {
  const from = formatHost({ family, value: first });
  return first === last ? from : `${from}-${formatHost({ family, value: last })}`;
}

/** Whether any address is in both; two families never share one. */
export function overlaps(a: Range, b: Range): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last;
}

/** Whether all of `inner` is in `outer`. */
export function containsRange(outer: Range, inner: Range): boolean {
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
}

/** Whether the address is in the range, its ends included. */
export function containsHost(range: Range, host: Host): boolean {
  return range.family === host.family && range.first <= host.value && host.value <= range.last;
}

/** How many addresses a range holds. */
export function sizeOf(range: Range): bigint {
  return range.last - range.first + 1n;
}
