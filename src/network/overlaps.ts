import { findOverlaps } from "../address/overlap.ts";
import { overlaps } from "../address/range.ts";
import type { Named } from "./addressing.ts";
import type { Finding } from "./rule.ts";

/** A finding for each of the things that overlaps an earlier one of the same sort. */
export function* overlapsAmong(things: readonly Named[], why: string, help?: string): Iterable<Finding> {
  for (const { earlier, later } of findOverlaps(things, ({ range }) => range))
    yield overlap(later, earlier, why, help);
}

/** A finding for each of the things that overlaps one of the others: the first such. */
export function* overlapsWith(
  things: readonly Named[],
  others: readonly Named[],
  why: string,
  help?: string,
): Iterable<Finding> {
  for (const thing of things) {
    const other = others.find(({ range }) => overlaps(range, thing.range));
    if (other) yield overlap(thing, other, why, help);
  }
}

function overlap(thing: Named, other: Named, why: string, help: string | undefined): Finding {
  return {
    span: thing.span(),
    message: `${thing.what} (${thing.text}) overlaps ${other.what} (${other.text})${why}`,
    related: other.isDefault ? [] : [{ message: `${other.what} is here`, span: other.span() }],
    help,
  };
}
