import { compile } from "../compile.ts";
import { hasErrors } from "../diagnostics/diagnostic.ts";
import { renderDiagnostics } from "../diagnostics/render.ts";
import type { Plan } from "../plan/plan.ts";
import { readArtifacts } from "../rehearsal/read-artifacts.ts";
import { requireForRehearsal } from "../rehearsal/requirements.ts";
import type { OutputFile } from "../render/output-file.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { loadSource } from "./load-source.ts";
import { failureUsage, parseFailures } from "./parse-failures.ts";
import { type Printing, runRehearsal } from "./rehearse-run.ts";
import type { Terminal } from "./terminal.ts";

export interface RehearseOptions extends Printing {
  readonly inventory: string;
  /** A tree to rehearse; without it, what gen would write now. */
  readonly artifacts?: string;
  readonly fail?: readonly string[];
  readonly flows?: number;
  readonly keep?: boolean;
}

/**
 * `gen rehearse`: brings an inventory's artifacts up on this machine, and says whether they do what gen predicts. What is
 * in the way is found out before anything is started.
 */
export async function rehearse(
  options: RehearseOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const compiled = compiledInventory(options, terminal);
  if (!compiled) return EXIT.wrong;
  const { plan, files } = compiled;
  const failures = parseFailures(options.fail ?? [], plan);
  if ("problem" in failures) {
    terminal.err(failureUsage(failures, "gen rehearse"));
    return EXIT.usage;
  }
  const { artifacts: folder = "", flows, keep = false } = options;
  const own = new Map(files.map(({ path, content }) => [path, content]));
  const artifacts = folder === "" ? own : readArtifacts(folder, own.keys());
  requireForRehearsal();
  const rehearsal = { plan, own, artifacts, folder, failures, flows, keep, signal };
  return runRehearsal(rehearsal, options, terminal);
}

function compiledInventory(
  { inventory, quiet }: RehearseOptions,
  terminal: Terminal,
): { readonly plan: Plan; readonly files: readonly OutputFile[] } | undefined {
  const { source, diagnostics: unreadable } = loadSource(inventory);
  const { plan, files, diagnostics } =
    unreadable.length > 0 ? { plan: undefined, files: [], diagnostics: unreadable } : compile(source);
  const shown = quiet ? diagnostics.filter(({ severity }) => severity === "error") : diagnostics;
  if (shown.length > 0) terminal.err(renderDiagnostics(shown, source));
  return plan && !hasErrors(diagnostics) ? { plan, files } : undefined;
}
