import { describe, expect, it } from "vitest";
import type { Check, CheckId, Outcome } from "../../src/rehearsal/report/report.ts";
import { verdictOf } from "../../src/rehearsal/report/verdict.ts";

const check = (id: CheckId, outcome: Outcome): Check => ({
  id,
  subject: "",
  outcome,
  expected: "",
  found: "",
  details: [],
});

describe("the verdict", () => {
  it("is PASS when all checks passed that could be made", () => {
    expect(verdictOf([check("rib", "pass"), check("leaks", "skipped")], [])).toEqual({
      verdict: "PASS",
      reason: "",
    });
  });

  it("is FAIL when one failed, whatever else is not known", () => {
    const checks = [
      check("rib", "fail"),
      check("fib", "fail"),
      check("flows", "inconclusive"),
      check("fib", "pass"),
    ];
    expect(verdictOf(checks, [])).toEqual({
      verdict: "FAIL",
      reason: "2 of 4 checks failed: rib, fib",
    });
  });

  it("is never PASS when a check could not be made, when none was, or when a stand-in has died", () => {
    expect(verdictOf([check("rib", "pass"), check("flows", "inconclusive")], []).verdict).toBe(
      "INCONCLUSIVE",
    );
    expect(verdictOf([], []).verdict).toBe("INCONCLUSIVE");
    expect(verdictOf([check("leaks", "skipped")], []).verdict).toBe("INCONCLUSIVE");
    expect(verdictOf([check("rib", "pass")], ["gobgpd of kind01-worker has died"])).toEqual({
      verdict: "INCONCLUSIVE",
      reason: "gobgpd of kind01-worker has died",
    });
  });
});
