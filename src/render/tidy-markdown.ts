/**
 * Markdown as prettier would have it, which a test asks: columns of tables aligned, one blank line at most. Not done by
 * prettier itself, which takes longer to load than gen takes for everything.
 */
export function tidyMarkdown(markdown: string): string {
  return `${alignTables(markdown)
    .replace(/\n{3,}/g, "\n\n")
    .trimEnd()}\n`;
}

function alignTables(markdown: string): string {
  const lines = markdown.split("\n");
  const aligned: string[] = [];
  for (let at = 0; at < lines.length;) {
    let end = at;
    while (lines[end]?.startsWith("|")) end++;
    aligned.push(...(end > at ? alignTable(lines.slice(at, end)) : [lines[at] ?? ""]));
    at = Math.max(end, at + 1);
  }
  return aligned.join("\n");
}

/** Rows of one table, the second of which is the rule under the heading. No cell holds a `|`: the filter escapes it. */
function alignTable(rows: readonly string[]): readonly string[] {
  const cells = rows.map((row) =>
    row
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim()),
  );
  const widths: number[] = [];
  for (const row of cells) {
    for (const [column, cell] of row.entries())
      widths[column] = Math.max(3, widths[column] ?? 0, cell.length);
  }
  return cells.map((row, index) => {
    const padded = row.map((cell, column) =>
      index === 1 ? "-".repeat(widths[column] ?? 3) : cell.padEnd(widths[column] ?? 3),
    );
    return `| ${padded.join(" | ")} |`;
  });
}
