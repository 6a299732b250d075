import type { Check, CheckId } from "../report/report.ts";

/**
 * A check that found what was expected, or did not: `differences` says where, a line each. What could not be looked at is
 * in `open`: where nothing is found to differ, it leaves the check open.
 */
export function compared(
  id: CheckId,
  subject: string,
  expected: string,
  found: string,
  differences: readonly string[],
  open: readonly string[] = [],
): Check {
  return {
    id,
    subject,
    outcome: differences.length > 0 ? "fail" : open.length > 0 ? "inconclusive" : "pass",
    expected,
    found,
    details: [...differences, ...open],
  };
}

/** A check that could not be made: what there is to find out is not known. */
export function unknown(id: CheckId, subject: string, expected: string, reason: string): Check {
  return { id, subject, outcome: "inconclusive", expected, found: reason, details: [] };
}
