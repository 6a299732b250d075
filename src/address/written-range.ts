import { type Host, parseHost } from "./host.ts";
import { type Prefix, parsePrefix } from "./prefix.ts";
import type { Range } from "./range.ts";

/** What is written as `a-b`, as one address, or in CIDR form. Reversed and mixed ends are kept for the rules to see. */
export interface WrittenRange {
  readonly from: Host;
  readonly to: Host;
  /** Set if it was written in CIDR form: then its host bits are a mistake of their own. */
  readonly prefix?: Prefix;
}

/** Reads `172.30.0.10-172.30.0.20`, `172.30.0.10` or `172.30.0.0/24`; undefined if it is none of them. */
export function parseRange(text: string): WrittenRange | undefined {
  const dash = text.indexOf("-");
  if (dash >= 0) {
    const from = parseHost(text.slice(0, dash).trim());
    const to = parseHost(text.slice(dash + 1).trim());
    return from && to ? { from, to } : undefined;
  }
  const host = parseHost(text);
  if (host) return { from: host, to: host };
  const prefix = parsePrefix(text);
  if (!prefix) return undefined;
  const { family, first, last } = prefix;
  return { from: { family, value: first }, to: { family, value: last }, prefix };
}

/** The range that was meant, or undefined if its ends are reversed or of two families. */
export function rangeOf({ from, to }: WrittenRange): Range | undefined {
  if (from.family !== to.family || from.value > to.value) return undefined;
  return { family: from.family, first: from.value, last: to.value };
}
