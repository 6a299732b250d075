import { join } from "node:path";
import { type Compilation, compile } from "../compile.ts";
import { hasErrors } from "../diagnostics/diagnostic.ts";
import { renderDiagnostics } from "../diagnostics/render.ts";
import { compareTree } from "../output/compare-tree.ts";
import { type Comparison, conflictsOf, isStale } from "../output/comparison.ts";
import { readTree } from "../output/read-tree.ts";
import { unifiedDiff } from "../output/unified-diff.ts";
import { writeTree } from "../output/write-tree.ts";
import type { OutputFile } from "../render/output-file.ts";
import type { Source } from "../source/source.ts";
import { diagnosticsJson } from "./diagnostics-json.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { loadSource } from "./load-source.ts";
import { printArtifact } from "./print-artifact.ts";
import { filesSummary, planSummary } from "./summary.ts";
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
export async function gen(options: GenOptions, terminal: Terminal): Promise<ExitCode> {
  const { source, diagnostics: unreadable } = loadSource(options.inventory);
  const compilation: Compilation =
    unreadable.length > 0 ? { diagnostics: unreadable, files: [] } : compile(source);
  const { plan, files, diagnostics } = compilation;
  const wrong = hasErrors(diagnostics);
  if (!options.json && diagnostics.length > 0 && (wrong || !options.quiet))
    terminal.err(renderDiagnostics(diagnostics, source));
  if (!plan) {
    if (options.json) terminal.out(report(options, compilation, source, EXIT.wrong));
    return EXIT.wrong;
  }
  if (options.stdout !== undefined) return printArtifact(options.stdout, files, terminal);
  const dir = options.out ?? join("out", plan.name);
  const comparison = compareTree(readTree(dir, files), files, plan.name);
  const code = options.check
    ? await check(dir, comparison, options, terminal)
    : write(dir, comparison, compilation, options, terminal);
  if (options.json) terminal.out(report(options, compilation, source, code, dir, comparison));
  return code;
}

/** Prints what a run would change. */
async function check(
  dir: string,
  comparison: Comparison,
  options: GenOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  if (!isStale(comparison)) {
    if (!options.quiet && !options.json) terminal.err(`${dir} is up to date\n`);
    return EXIT.ok;
  }
  if (!options.json) {
    if (!options.quiet) terminal.out(await unifiedDiff(comparison));
    const killed = comparison.interrupted ? ": a run was killed half-way, and the next one mends it" : "";
    terminal.err(`${dir} is stale${killed}\n`);
  }
  return EXIT.wrong;
}

function write(
  dir: string,
  comparison: Comparison,
  { plan }: Compilation,
  options: GenOptions,
  terminal: Terminal,
): ExitCode {
  const conflicts = conflictsOf(comparison);
  if (conflicts.length > 0 && !options.force) {
    if (!options.json) terminal.err(refusal(dir, comparison));
    return EXIT.wrong;
  }
  writeTree(comparison, options.force ? "overwrite" : "refuse");
  if (!options.quiet && !options.json && plan)
    terminal.out(`${planSummary(plan)}\n${filesSummary(dir, comparison)}`);
  return EXIT.ok;
}

function refusal(dir: string, { edited, occupied }: Comparison): string {
  return [
    "gen: nothing was written, for these files would be lost:",
    ...edited.map(({ path }) => `  ${join(dir, path)}: edited by hand since gen wrote it`),
    ...occupied.map(({ path }) => `  ${join(dir, path)}: not written by gen`),
    "help: `gen --check` shows the difference; put it into the inventory, or overwrite the files with `--force`\n",
  ].join("\n");
}

/** The same for other programs: diagnostics, and what became of each file. */
function report(
  options: GenOptions,
  {
    diagnostics,
  }: { readonly diagnostics: Compilation["diagnostics"]; readonly files: readonly OutputFile[] },
  source: Source,
  exitCode: ExitCode,
  dir?: string,
  comparison?: Comparison,
): string {
  const paths = (changes: readonly { readonly path: string }[] | undefined) =>
    (changes ?? []).map(({ path }) => path);
  const files = comparison && {
    written: !options.check && exitCode === EXIT.ok,
    added: paths(comparison.added),
    changed: paths(comparison.changed),
    removed: paths(comparison.removed),
    unchanged: comparison.unchanged,
    edited: paths(comparison.edited),
    occupied: paths(comparison.occupied),
    foreign: comparison.foreign,
    interrupted: comparison.interrupted,
  };
  const value = {
    exitCode,
    diagnostics: diagnosticsJson(diagnostics, source),
    out: dir ?? null,
    files: files ?? null,
  };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
