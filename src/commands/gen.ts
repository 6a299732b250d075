import { join } from "node:path";
import { setImmediate as loopTurn } from "node:timers/promises";
import { compile } from "../compile.ts";
import { hasErrors } from "../diagnostics/diagnostic.ts";
import { renderDiagnostics } from "../diagnostics/render.ts";
import { compareTree } from "../output/compare-tree.ts";
import { type Comparison, conflictsOf, isStale } from "../output/comparison.ts";
import { readTree } from "../output/read-tree.ts";
import { unifiedDiff } from "../output/unified-diff.ts";
import { writeTree } from "../output/write-tree.ts";
import { diagnosticsJson } from "./diagnostics-json.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { loadSource } from "./load-source.ts";
import { printArtifact } from "./print-artifact.ts";
import { filesJson, printReport, reportingErrors } from "./report-json.ts";
import { filesSummary, planSummary, refusal, staleness } from "./summary.ts";
import type { Terminal } from "./terminal.ts";

export interface GenOptions {
  readonly inventory: string;
  readonly out?: string;
  readonly check?: boolean;
  readonly force?: boolean;
  readonly quiet?: boolean;
  readonly json?: boolean;
  readonly stdout?: string;
}

/** `gen`: compiles an inventory and brings its tree up to date, compares it, or prints one artifact. */
export function gen(options: GenOptions, terminal: Terminal): Promise<ExitCode> {
  return options.json ? reportingErrors(terminal, () => run(options, terminal)) : run(options, terminal);
}

async function run(options: GenOptions, terminal: Terminal): Promise<ExitCode> {
  const { source, diagnostics: unreadable } = loadSource(options.inventory);
  const { plan, files, diagnostics } =
    unreadable.length > 0 ? { plan: undefined, files: [], diagnostics: unreadable } : compile(source);
  const shown = options.quiet ? diagnostics.filter(({ severity }) => severity === "error") : diagnostics;
  if (!options.json && shown.length > 0) terminal.err(renderDiagnostics(shown, source));
  const report = { error: null, diagnostics: options.json ? diagnosticsJson(diagnostics, source) : [] };
  if (!plan || hasErrors(diagnostics)) {
    if (options.json) printReport({ exitCode: EXIT.wrong, ...report, out: null, files: null }, terminal);
    return EXIT.wrong;
  }
  if (options.stdout !== undefined) return printArtifact(options.stdout, files, terminal);
  const dir = options.out ?? join("out", plan.name);
  const comparison = compareTree(readTree(dir, files), files, plan.name);
  const exitCode = options.check ? staleCode(comparison) : await write(comparison, options);
  if (options.json) {
    const written = !options.check && exitCode === EXIT.ok;
    const diff = options.check ? { diff: await unifiedDiff(comparison) } : {};
    printReport({ exitCode, ...report, out: dir, files: filesJson(comparison, written), ...diff }, terminal);
  } else if (options.check) await sayChecked(dir, comparison, options, terminal);
  else if (exitCode !== EXIT.ok) terminal.err(refusal(dir, comparison));
  else if (!options.quiet) terminal.out(`${planSummary(plan)}\n${filesSummary(dir, comparison)}`);
  return exitCode;
}

function staleCode(comparison: Comparison): ExitCode {
  return isStale(comparison) ? EXIT.wrong : EXIT.ok;
}

async function write(comparison: Comparison, options: GenOptions): Promise<ExitCode> {
  if (conflictsOf(comparison).length > 0 && !options.force) return EXIT.wrong;
  // Who pressed Ctrl-C while gen was thinking is heard here, and not half-way through the files. Only the second turn
  // of the event loop surely begins with asking for signals: the first may be the rest of the one that gen runs in.
  await loopTurn();
  await loopTurn();
  writeTree(comparison, options.force ? "overwrite" : "refuse");
  return EXIT.ok;
}

/** Prints what a run would change. */
async function sayChecked(
  dir: string,
  comparison: Comparison,
  { quiet }: GenOptions,
  terminal: Terminal,
): Promise<void> {
  if (!isStale(comparison)) {
    if (!quiet) terminal.err(`${dir} is up to date\n`);
    return;
  }
  if (!quiet) terminal.out(await unifiedDiff(comparison));
  terminal.err(staleness(dir, comparison));
}
