import type { Span } from "../source/source.ts";

/** An error stops the compilation; a warning says what the user should know. */
export type Severity = "error" | "warning";

/** A second place that a message points at, with what is to be seen there. */
export interface Related {
  readonly message: string;
  readonly span: Span;
}

/**
 * What is wrong with an inventory, as a value: drawn once, by render.ts. `message` is one sentence in lower case with
 * the user's own words in backticks, `mark` stands beside the carets, `help` is there only when it is known.
 */
export interface Diagnostic {
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  readonly span: Span;
  readonly mark?: string | undefined;
  readonly related?: readonly Related[] | undefined;
  /** What probably are passwords: no frame shows them, neither this one's nor another's. */
  readonly secrets?: readonly Span[] | undefined;
  readonly help?: string | undefined;
}

/** Whether anything among them stops the compilation. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error");
}

/** In the order in which a reader of the source meets them; what starts at the same place is ordered by its code. */
export function inSourceOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...diagnostics].sort(
    (a, b) =>
      a.span.start - b.span.start ||
      a.span.end - b.span.end ||
      (a.code < b.code ? -1 : a.code > b.code ? 1 : 0),
  );
}
