import { analyze } from "../compile.ts";
import { hasErrors } from "../diagnostics/diagnostic.ts";
import { renderDiagnostics } from "../diagnostics/render.ts";
import { diagnosticsJson } from "./diagnostics-json.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { loadSource } from "./load-source.ts";
import { planTables } from "./plan-tables.ts";
import { printReport, reportingErrors } from "./report-json.ts";
import type { Terminal } from "./terminal.ts";

export interface PlanOptions {
  readonly inventory: string;
  readonly json?: boolean;
}

/** `gen plan`: what was decided, as tables or whole; writes nothing. */
export async function plan(options: PlanOptions, terminal: Terminal): Promise<ExitCode> {
  return options.json ? reportingErrors(terminal, () => run(options, terminal)) : run(options, terminal);
}

function run({ inventory, json }: PlanOptions, terminal: Terminal): ExitCode {
  const { source, diagnostics: unreadable } = loadSource(inventory);
  const { plan, diagnostics } = unreadable.length > 0 ? { diagnostics: unreadable } : analyze(source);
  const exitCode = hasErrors(diagnostics) ? EXIT.wrong : EXIT.ok;
  if (json) {
    const found = diagnosticsJson(diagnostics, source);
    printReport({ exitCode, error: null, diagnostics: found, plan: plan ?? null }, terminal);
  } else {
    if (diagnostics.length > 0) terminal.err(renderDiagnostics(diagnostics, source));
    if (plan) terminal.out(planTables(plan));
  }
  return exitCode;
}
