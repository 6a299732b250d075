import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { lineStarts, positionAt, type Source, type Span } from "../source/source.ts";

/** Diagnostics for other programs: places as lines and columns, counted from 1; the end is exclusive. */
export function diagnosticsJson(diagnostics: readonly Diagnostic[], source: Source) {
  const starts = lineStarts(source.text);
  const place = (span: Span) => {
    const start = positionAt(starts, span.start);
    const end = positionAt(starts, span.end);
    return {
      file: source.name,
      line: start.line,
      column: start.column,
      endLine: end.line,
      endColumn: end.column,
    };
  };
  return diagnostics.map(({ severity, code, message, mark, help, related, span }) => ({
    severity,
    code,
    message,
    ...place(span),
    ...(mark ? { mark } : {}),
    ...(help ? { help } : {}),
    ...(related?.length
      ? { related: related.map((other) => ({ message: other.message, ...place(other.span) })) }
      : {}),
  }));
}
