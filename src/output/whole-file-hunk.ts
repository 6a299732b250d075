import type { StructuredPatchHunk } from "diff";

/** The hunk that takes every line of `before` away and puts every line of `after` there: right, if not small. */
export function wholeFileHunk(before: string, after: string): StructuredPatchHunk {
  const old = linesOf(before);
  const fresh = linesOf(after);
  return {
    oldStart: 1,
    oldLines: old.length,
    newStart: 1,
    newLines: fresh.length,
    lines: [...marked("-", before, old), ...marked("+", after, fresh)],
  };
}

function linesOf(text: string): readonly string[] {
  if (text === "") return [];
  return (text.endsWith("\n") ? text.slice(0, -1) : text).split("\n");
}

function marked(sign: "-" | "+", text: string, lines: readonly string[]): readonly string[] {
  const unfinished = text !== "" && !text.endsWith("\n");
  return [...lines.map((line) => sign + line), ...(unfinished ? ["\\ No newline at end of file"] : [])];
}
