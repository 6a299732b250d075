import type { RehearsalOptions } from "../rehearsal/rehearsal-options.ts";
import { rehearse } from "../rehearsal/rehearse.ts";
import type { RehearsalReport, Verdict } from "../rehearsal/report/report.ts";
import { reportMarkdown } from "../rehearsal/report/report-markdown.ts";
import { reportText } from "../rehearsal/report/report-text.ts";
import { verdictLine } from "../rehearsal/report/verdict-line.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { keptText } from "./rehearse-kept.ts";
import { openOutputs } from "./rehearse-output.ts";
import { NO_PROGRESS, printProgress } from "./rehearse-progress.ts";
import { jsonText } from "./report-json.ts";
import { harmless, type Terminal } from "./terminal.ts";

/** How a rehearsal is reported. */
export interface Printing {
  /** Files for the report; `-` is standard output, in place of the tables. */
  readonly json?: string;
  readonly report?: string;
  readonly quiet?: boolean;
}

const EXIT_CODES: Readonly<Record<Verdict, ExitCode>> = {
  PASS: EXIT.ok,
  FAIL: EXIT.wrong,
  INCONCLUSIVE: EXIT.unknown,
};

/** Runs a rehearsal and reports; when it is interrupted there is nothing to report, and all is left as it was found. */
export async function runRehearsal(
  rehearsal: RehearsalOptions,
  printing: Printing,
  terminal: Terminal,
): Promise<ExitCode> {
  const outputs = openOutputs([printing.json, printing.report], terminal);
  try {
    const report = await uninterrupted(rehearsal, printing, terminal);
    if (!report) return EXIT.interrupted;
    const exitCode = EXIT_CODES[report.verdict];
    say(report, printing, terminal);
    if (rehearsal.keep) terminal.err(keptText(report.run, rehearsal.plan));
    outputs.write([() => jsonText({ exitCode, ...report }), () => reportMarkdown(report)]);
    return exitCode;
  } finally {
    outputs.close();
  }
}

/** Nothing if Ctrl-C came before the end. */
async function uninterrupted(
  rehearsal: RehearsalOptions,
  { quiet }: Printing,
  terminal: Terminal,
): Promise<RehearsalReport | undefined> {
  const { signal } = rehearsal;
  const progress = quiet ? NO_PROGRESS : printProgress(terminal);
  const sayInterrupted = () => {
    progress.end();
    terminal.err("gen: interrupted; the lab is taken down (Ctrl-C once more does not wait for it)\n");
  };
  signal.addEventListener("abort", sayInterrupted, { once: true });
  try {
    const report = await rehearse(rehearsal, progress);
    return signal.aborted ? undefined : report;
  } catch (error) {
    // Whatever was under way was torn off.
    if (signal.aborted) return undefined;
    throw error;
  } finally {
    signal.removeEventListener("abort", sayInterrupted);
    progress.end();
  }
}

function say(report: RehearsalReport, { json, report: markdown, quiet }: Printing, terminal: Terminal): void {
  const isPiped = json === "-" || markdown === "-";
  if (quiet && (report.verdict === "PASS" || isPiped)) return;
  if (isPiped) terminal.err(`${verdictLine(report)}\n`);
  else terminal.out(harmless(reportText(report)));
}
