import { type Comparison, isManifestStale, isStale } from "../output/comparison.ts";
import { WorldError } from "../output/world-error.ts";
import type { diagnosticsJson } from "./diagnostics-json.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Terminal } from "./terminal.ts";

/** What every verb says with `--json`, whatever happened; the verb adds its own. */
interface Report {
  readonly exitCode: ExitCode;
  /** What kept gen from finding out: a file or a right that is missing. */
  readonly error: string | null;
  readonly diagnostics: ReturnType<typeof diagnosticsJson>;
}

/** Prints a report. */
export function printReport(report: Report & Readonly<Record<string, unknown>>, terminal: Terminal): void {
  terminal.out(jsonText(report));
}

/** A value for other programs, fit for a terminal: JSON leaves some characters bare that one would obey. */
export function jsonText(value: object): string {
  const json = JSON.stringify(value, undefined, 2);
  return `${json.replace(/[\u007f-\u009f]|\p{Bidi_Control}/gu, escaped)}\n`;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** Runs a verb whose caller reads JSON: the world's errors are in its report, too. */
export async function reportingErrors(
  terminal: Terminal,
  verb: () => ExitCode | Promise<ExitCode>,
): Promise<ExitCode> {
  try {
    return await verb();
  } catch (error) {
    if (!(error instanceof WorldError)) throw error;
    printReport({ exitCode: error.exitCode, error: error.message, diagnostics: [] }, terminal);
    return error.exitCode;
  }
}

/** What a run found below its folder, and whether it has written what it wanted to. */
export function filesJson(comparison: Comparison, written: boolean) {
  const paths = (changes: readonly { readonly path: string }[]) => changes.map(({ path }) => path);
  return {
    written,
    stale: isStale(comparison),
    manifestStale: isManifestStale(comparison),
    interrupted: comparison.interrupted,
    added: paths(comparison.added),
    changed: paths(comparison.changed),
    removed: paths(comparison.removed),
    unchanged: comparison.unchanged,
    edited: paths(comparison.edited),
    occupied: paths(comparison.occupied),
    foreign: comparison.foreign,
  };
}
