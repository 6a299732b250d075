import { count } from "../count.ts";
import type { RehearsalReport } from "./report.ts";

/** A rehearsal's last line: `PASS: two-clusters does what gen predicts (16 checks, 14.2 s)`, or the verdict and why. */
export function verdictLine(report: RehearsalReport): string {
  return `${report.verdict}: ${report.verdict === "PASS" ? achievement(report) : report.reason}`;
}

function achievement({ inventory, checks, phases }: RehearsalReport): string {
  const skipped = checks.filter(({ outcome }) => outcome === "skipped").length;
  const made = `${count(checks.length - skipped, "check")}${skipped > 0 ? `, ${skipped} skipped` : ""}`;
  const seconds = phases.reduce((sum, phase) => sum + phase.seconds, 0);
  return `${inventory} does what gen predicts (${made}, ${seconds.toFixed(1)} s)`;
}
