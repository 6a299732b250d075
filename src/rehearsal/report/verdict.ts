import type { Check, Verdict } from "./report.ts";

/**
 * INCONCLUSIVE if a stand-in has died, FAIL if any check failed, INCONCLUSIVE if one could not be made or none was, else
 * PASS; with a sentence why.
 */
export function verdictOf(
  checks: readonly Check[],
  dead: readonly string[],
): { readonly verdict: Verdict; readonly reason: string } {
  if (dead.length > 0) return { verdict: "INCONCLUSIVE", reason: dead.join("; ") };
  const counted = checks.filter(({ outcome }) => outcome !== "skipped");
  const failed = counted.filter(({ outcome }) => outcome === "fail");
  const open = counted.filter(({ outcome }) => outcome === "inconclusive");
  if (failed.length > 0) {
    return {
      verdict: "FAIL",
      reason: `${failed.length} of ${counted.length} checks failed: ${names(failed)}`,
    };
  }
  if (open.length > 0 || counted.length === 0) {
    return {
      verdict: "INCONCLUSIVE",
      reason: `${open.length} of ${counted.length} checks could not be made: ${names(open)}`,
    };
  }
  return { verdict: "PASS", reason: "" };
}

function names(checks: readonly Check[]): string {
  return [...new Set(checks.map(({ id }) => id))].join(", ");
}
