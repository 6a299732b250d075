import { lineStarts, positionAt, type Source, type Span } from "../source/source.ts";
import type { Diagnostic } from "./diagnostic.ts";

/** A line of the user's own text is shown up to here: a 4 MiB file may be one line. */
const MAX_SHOWN = 160;

/** Nobody reads more of them, and a file of 4 MiB can hold enough mistakes for a gigabyte of messages. */
const MAX_DRAWN = 1000;

/** All diagnostics as the text that a person reads: a frame around the user's own line for each place. */
export function renderDiagnostics(diagnostics: readonly Diagnostic[], source: Source): string {
  const frame = frameOf({ ...source, text: withoutSecrets(source.text, diagnostics) });
  const drawn = diagnostics.slice(0, MAX_DRAWN).map((diagnostic) => renderOne(diagnostic, frame));
  const more = diagnostics.length - drawn.length;
  return [...drawn, ...(more > 0 ? [`and ${more} more\n`] : [])].join("\n");
}

/** The same text with stars for secrets, so that every place stays where it is. */
function withoutSecrets(text: string, diagnostics: readonly Diagnostic[]): string {
  const all = diagnostics.flatMap(({ secrets }) => secrets ?? []).sort((a, b) => a.start - b.start);
  let shown = "";
  for (const { start, end } of all) {
    if (start < shown.length) continue;
    shown += text.slice(shown.length, start) + text.slice(start, end).replace(/[^\r\n]/g, "*");
  }
  return shown + text.slice(shown.length);
}

type Frame = (span: Span, mark?: string) => readonly string[];

function renderOne(diagnostic: Diagnostic, frame: Frame): string {
  const lines = [
    `${diagnostic.severity}[${diagnostic.code}]: ${printable(diagnostic.message)}`,
    ...frame(diagnostic.span, diagnostic.mark),
  ];
  for (const { message, span } of diagnostic.related ?? [])
    lines.push(`  ${printable(message)}`, ...frame(span));
  if (diagnostic.help) lines.push(`  help: ${printable(diagnostic.help)}`);
  return `${lines.join("\n")}\n`;
}

function frameOf(source: Source): Frame {
  const starts = lineStarts(source.text);
  return (span, mark) => {
    const { line, column } = positionAt(starts, span.start);
    const lineStart = starts[line - 1] ?? 0;
    const whole = source.text.slice(lineStart, starts[line] ?? source.text.length).replace(/\r?\n$/, "");
    const from = column > MAX_SHOWN ? column - MAX_SHOWN / 2 : 0;
    const shown = printable(whole.slice(from, from + MAX_SHOWN));
    const width = Math.max(
      1,
      Math.min(span.end - span.start, whole.length - column + 1, shown.length - (column - 1 - from)),
    );
    const gutter = String(line).length;
    const pad = " ".repeat(gutter);
    return [
      `${pad}--> ${source.name}:${line}:${column}`,
      `${pad} |`,
      `${line} | ${shown}`,
      `${pad} | ${" ".repeat(column - 1 - from)}${"^".repeat(width)}${mark ? ` ${printable(mark)}` : ""}`,
    ];
  };
}

/** What would move the cursor, colour the terminal or turn the direction of writing is shown as a picture of itself. */
function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, (c) => {
    if (c === "\t") return " ";
    const code = c.charCodeAt(0);
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : "\ufffd";
  });
}
