/** One text that the user wrote, under the name by which messages call it (`inventories/two-clusters.yaml`). */
export interface Source {
  readonly name: string;
  readonly text: string;
}

/** A stretch of a source: offsets in UTF-16 code units, `end` exclusive. An empty span marks a place between two. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place as people count: the first line is 1, the first column is 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The offsets at which the lines of a text start: computed once a message needs them, never on the happy path. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** Line and column of an offset; `starts` comes from lineStarts() of the same text. */
export function positionAt(starts: readonly number[], offset: number): Position {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}
