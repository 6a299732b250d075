import { analyze } from "../../src/compile.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";

/** A diagnostic as a test looks at it: its code, what it points at, and its help. */
export interface Seen {
  readonly code: string;
  readonly at: string;
  readonly message: string;
  readonly help: string | undefined;
}

/** The errors of an inventory, in source order. */
export function errorsOf(text: string): readonly Seen[] {
  return analyze({ name: "test.yaml", text })
    .diagnostics.filter(({ severity }) => severity === "error")
    .map((diagnostic) => seen(diagnostic, text));
}

/** All findings of an inventory, warnings too. */
export function findingsOf(text: string): readonly Seen[] {
  return analyze({ name: "test.yaml", text }).diagnostics.map((diagnostic) => seen(diagnostic, text));
}

function seen({ code, span, message, help }: Diagnostic, text: string): Seen {
  return { code, at: text.slice(span.start, span.end), message, help };
}
