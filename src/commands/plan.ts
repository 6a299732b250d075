import { analyze } from "../compile.ts";
import { hasErrors } from "../diagnostics/diagnostic.ts";
import { renderDiagnostics } from "../diagnostics/render.ts";
import { afterFailure } from "../plan/after-failure.ts";
import { diagnosticsJson } from "./diagnostics-json.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { failureTables } from "./failure-tables.ts";
import { loadSource } from "./load-source.ts";
import { failureUsage, parseFailures } from "./parse-failures.ts";
import { planTables } from "./plan-tables.ts";
import { printReport, reportingErrors } from "./report-json.ts";
import type { Terminal } from "./terminal.ts";

export interface PlanOptions {
  readonly inventory: string;
  readonly json?: boolean;
  /** Each a failure by itself. */
  readonly fail?: readonly string[];
}

/** `gen plan`: what was decided, and what failures would leave of it, as tables or whole; writes nothing. */
export async function plan(options: PlanOptions, terminal: Terminal): Promise<ExitCode> {
  return options.json ? reportingErrors(terminal, () => run(options, terminal)) : run(options, terminal);
}

function run({ inventory, json, fail = [] }: PlanOptions, terminal: Terminal): ExitCode {
  const { source, diagnostics: unreadable } = loadSource(inventory);
  const { plan, diagnostics } = unreadable.length > 0 ? { diagnostics: unreadable } : analyze(source);
  const parsed = plan ? parseFailures(fail, plan) : [];
  const wrong = "problem" in parsed ? parsed : undefined;
  const failures = plan && !("problem" in parsed) ? parsed.map((failure) => afterFailure(plan, failure)) : [];
  const exitCode = wrong ? EXIT.usage : hasErrors(diagnostics) ? EXIT.wrong : EXIT.ok;
  if (json) {
    const found = diagnosticsJson(diagnostics, source);
    const error = wrong?.problem ?? null;
    printReport({ exitCode, error, diagnostics: found, plan: plan ?? null, failures }, terminal);
  } else if (wrong) {
    terminal.err(failureUsage(wrong, "gen plan"));
  } else {
    if (diagnostics.length > 0) terminal.err(renderDiagnostics(diagnostics, source));
    if (plan) terminal.out([planTables(plan), ...failures.map(failureTables)].join("\n"));
  }
  return exitCode;
}
