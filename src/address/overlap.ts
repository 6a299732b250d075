import type { Range } from "./range.ts";

/** Two things whose addresses overlap; `later` is the one that the user wrote further down. */
export interface Overlap<T> {
  readonly earlier: T;
  readonly later: T;
}

/**
 * The overlapping ones among many ranges, by a sweep in address order: n log n, where comparing all pairs would take
 * half a million looks at a thousand clusters. Each thing is reported once at most as `later`, so that one wrong /8
 * does not yield a thousand messages. The order of `things` is that of the source.
 */
export function findOverlaps<T>(things: readonly T[], rangeOf: (thing: T) => Range): readonly Overlap<T>[] {
  const order = new Map(things.map((thing, index) => [thing, index]));
  const at = (thing: T) => order.get(thing) ?? 0;
  const sorted = [...things].sort((a, b) => compare(rangeOf(a), rangeOf(b)) || at(a) - at(b));
  const found = new Map<T, Overlap<T>>();
  let widest: T | undefined;
  for (const thing of sorted) {
    const range = rangeOf(thing);
    const before = widest === undefined ? undefined : rangeOf(widest);
    if (widest !== undefined && before?.family === range.family && before.last >= range.first) {
      const [earlier, later] = at(widest) < at(thing) ? [widest, thing] : [thing, widest];
      if (!found.has(later)) found.set(later, { earlier, later });
    }
    if (before?.family !== range.family || range.last > before.last) widest = thing;
  }
  return [...found.values()].sort((a, b) => at(a.later) - at(b.later));
}

function compare(a: Range, b: Range): number {
  if (a.family !== b.family) return a.family - b.family;
  return a.first < b.first ? -1 : a.first > b.first ? 1 : 0;
}
