import { WIDTH } from "./host.ts";
import { type Prefix, prefixAround } from "./prefix.ts";
import type { Range } from "./range.ts";

/** The fewest prefixes that hold exactly the addresses of a range, in order. */
export function cover(range: Range): readonly Prefix[] {
  const width = WIDTH[range.family];
  const prefixes: Prefix[] = [];
  for (let next = range.first; next <= range.last;) {
    let length = width;
    while (length > 0) {
      const wider = prefixAround(range.family, next, length - 1);
      if (wider.first !== next || wider.last > range.last) break;
      length--;
    }
    const prefix = prefixAround(range.family, next, length);
    prefixes.push(prefix);
    next = prefix.last + 1n;
  }
  return prefixes;
}

/**
 * Prefixes that hold a range, none of them of host length: a /32 at an end of the range is widened to the /31 around
 * it. No subnet of hosts is cut by that, for the smallest one (/31, RFC 3021) is aligned in the same way.
 */
export function coverWithoutHostRoutes(range: Range): readonly Prefix[] {
  const longest = WIDTH[range.family] - 1;
  const widened = cover(range).map((prefix) =>
    prefix.length > longest ? prefixAround(prefix.family, prefix.first, longest) : prefix,
  );
  return widened.filter((prefix, index) => widened[index - 1]?.first !== prefix.first);
}
