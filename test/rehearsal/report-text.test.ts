import { describe, expect, it } from "vitest";
import type { RehearsalReport } from "../../src/rehearsal/report/report.ts";
import { reportText } from "../../src/rehearsal/report/report-text.ts";
import { expectGolden } from "../commands/golden-text.ts";
import { BROKEN_OFF, FAILED, PASSED } from "./sample-reports.ts";

describe("the report on the terminal", () => {
  it.each([
    ["pass", PASSED],
    ["fail", FAILED],
    ["broken-off", BROKEN_OFF],
  ])("of a rehearsal like %s is fit to read", (name, report) => {
    expectGolden(reportText(report), `../rehearsal/report-${name}.txt`);
  });

  it("ends with the verdict and what it is worth", () => {
    expect(lastLine(PASSED)).toBe("PASS: two-clusters does what gen predicts (5 checks, 1 skipped, 14.2 s)");
    expect(lastLine(FAILED)).toBe("FAIL: 2 of 4 checks failed: rib, failover");
    expect(lastLine(BROKEN_OFF)).toBe("INCONCLUSIVE: frrtor: `vtysh` ends with 1: bgpd is not running");
  });

  it("shows the logs where something is wrong, and not else", () => {
    expect(reportText({ ...PASSED, logs: FAILED.logs })).not.toContain("log of frrtor");
    expect(reportText(FAILED)).toContain("log of frrtor\n  and 3 more lines: see --report\n  BGP: [3]");
  });

  it("is of bearable length and width whatever happened, and still names every check that failed", () => {
    const many = Array.from({ length: 500 }, (_, i) => i);
    const [pass, fail] = FAILED.checks;
    if (!pass || !fail) throw new Error("the sample has changed");
    const text = reportText({
      ...FAILED,
      checks: many.map((i) => (i % 100 === 7 ? { ...fail, subject: `router${i}` } : pass)),
      flows: [
        { client: "c", service: "s", requests: 9, answered: 9, nodes: counts(500), clusters: counts(500) },
      ],
      unexercised: many.map((line) => ({ router: "frrtor", line, statement: "x".repeat(3000) })),
      logs: many.map((i) => ({ host: `host${i}`, lines: many.map(() => "y".repeat(3000)) })),
    });
    const lines = text.split("\n");
    expect(lines.length).toBeLessThan(250);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(420);
    for (const i of [7, 107, 207, 307, 407]) expect(text).toContain(`router${i} `);
    expect(text).toContain("and 495 more that passed: see --report");
  });

  it("says what is missing of a lab in which nothing was asked or answered", () => {
    const flow = { client: "c", service: "s", requests: 9, answered: 0, nodes: {}, clusters: {} };
    expect(reportText({ ...PASSED, flows: [flow], checks: [] })).toContain(
      "flows from c to s: 0 of 9 answered\n",
    );
  });
});

function lastLine(report: RehearsalReport): string | undefined {
  return reportText(report).trimEnd().split("\n").at(-1);
}

function counts(count: number): Readonly<Record<string, number>> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`kind${i}-worker`, 1]));
}
