import { overlaps, type Range } from "./range.ts";

/** Two things whose addresses overlap; `later` is the one that the user wrote further down. */
export interface Overlap<T> {
  readonly earlier: T;
  readonly later: T;
}

/**
 * Each thing that overlaps one which the source has before it, with that one: by a sweep in address order, where
 * comparing all pairs would take half a million looks at a thousand clusters. Each thing is reported at most once as
 * `later`, so that one wrong /8 behind a thousand networks is one message. The order of `things` is that of the source.
 */
export function findOverlaps<T>(things: readonly T[], rangeOf: (thing: T) => Range): readonly Overlap<T>[] {
  const swept = things
    .map((thing, index) => ({ thing, index, range: rangeOf(thing) }))
    .sort((a, b) => compare(a.range, b.range) || a.index - b.index);
  const earlierOf = new Map<number, T>();
  // Those that reach up to here, the earliest in the source first, and of them only who reaches farther than all before.
  let reaching: typeof swept = [];
  for (const next of swept) {
    reaching = reaching.filter(({ range }) => overlaps(range, next.range));
    const earliest = reaching[0];
    if (earliest) {
      const [earlier, later] = earliest.index < next.index ? [earliest, next] : [next, earliest];
      if (!earlierOf.has(later.index)) earlierOf.set(later.index, earlier.thing);
    }
    const before = reaching.filter(({ index }) => index < next.index);
    if (before.some(({ range }) => range.last >= next.range.last)) continue;
    const after = reaching.filter(({ index, range }) => index > next.index && range.last > next.range.last);
    reaching = [...before, next, ...after];
  }
  return things.flatMap((later, index) => {
    const earlier = earlierOf.get(index);
    return earlier === undefined ? [] : [{ earlier, later }];
  });
}

function compare(a: Range, b: Range): number {
  if (a.family !== b.family) return a.family - b.family;
  return a.first < b.first ? -1 : a.first > b.first ? 1 : 0;
}
