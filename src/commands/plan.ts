import { analyze } from "../compile.ts";
import { hasErrors } from "../diagnostics/diagnostic.ts";
import { renderDiagnostics } from "../diagnostics/render.ts";
import { diagnosticsJson } from "./diagnostics-json.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { loadSource } from "./load-source.ts";
import { planTables } from "./plan-tables.ts";
import type { Terminal } from "./terminal.ts";

export interface PlanOptions {
  readonly inventory: string;
  readonly json?: boolean;
}

/** `gen plan`: what was decided, as tables or whole; writes nothing. */
export function plan({ inventory, json }: PlanOptions, terminal: Terminal): ExitCode {
  const { source, diagnostics: unreadable } = loadSource(inventory);
  const { plan, diagnostics } = unreadable.length > 0 ? { diagnostics: unreadable } : analyze(source);
  if (json) {
    terminal.out(
      `${JSON.stringify({ diagnostics: diagnosticsJson(diagnostics, source), plan: plan ?? null }, undefined, 2)}\n`,
    );
  } else {
    if (diagnostics.length > 0) terminal.err(renderDiagnostics(diagnostics, source));
    if (plan) terminal.out(planTables(plan));
  }
  return hasErrors(diagnostics) ? EXIT.wrong : EXIT.ok;
}
