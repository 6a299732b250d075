import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parseFailure } from "../../src/plan/failure.ts";
import { reportText } from "../../src/rehearsal/report/report-text.ts";
import { describeLive } from "../live/requirements.ts";
import { complaints, rehearsed, treeOf } from "./rehearsed.ts";

const tree = treeOf("two-clusters");

describeLive("a drill in two-clusters", { root: true, packages: ["frr", "gobgpd", "iproute2"] }, () => {
  it.concurrent(
    "of a node is as predicted, and printed as README.md shows",
    { timeout: 240_000 },
    async () => {
      const failure = parseFailure("kind01-worker", tree.plan);
      if ("problem" in failure) throw new Error(failure.problem);
      const report = await rehearsed(tree, { failures: [failure] });
      expect(report.verdict, complaints(report)).toBe("PASS");
      expect(report.drills.map(({ event, bound }) => [event, bound])).toEqual([
        ["link lost silently", 9],
        ["process killed", 0],
      ]);
      const lost = report.drills[0]?.lost ?? 0;
      expect(lost, "a node whose link is lost costs something until its hold time is over").toBeGreaterThan(
        10,
      );
      expect(shapeOf(readmesReport())).toBe(shapeOf(reportText(report)));
    },
  );

  it.concurrent.each([
    ["a whole cluster", "kind02"],
    ["all clusters", "kind01,kind02"],
    ["the client's link", "frrtor:client"],
    ["a link of the router", "frrtor:kind02"],
    ["the router", "frrtor"],
  ])("of %s is as predicted", { timeout: 240_000 }, async (_what, text) => {
    const failure = parseFailure(text, tree.plan);
    if ("problem" in failure) throw new Error(failure.problem);
    const report = await rehearsed(tree, { failures: [failure] });
    expect(report.verdict, complaints(report)).toBe("PASS");
    expect(report.drills.length).toBeGreaterThan(0);
  });
});

/** The report that README.md shows, without the indentation of its lines. */
function readmesReport(): string {
  const [, shown = ""] =
    /\n( {4}two-clusters, rehearsal [\s\S]*?\n {4}PASS: .*\n)/.exec(readFileSync("README.md", "utf8")) ?? [];
  return shown.replace(/^ {4}/gm, "");
}

/** A report without what differs from run to run: numbers, the run, what is cut for its width, whether requests were lost. */
function shapeOf(report: string): string {
  return report
    .replace(/rehearsal [0-9a-f]{6}/, "rehearsal RUN")
    .replace(/\b(nothing lost|last loss [\d.]+ s)\b/g, "LOSS")
    .replace(/ {2,}(none|[\d.]+ s) {2,}(?=\d+ of)/g, "  LOSS  ")
    .replace(/[\d.]+(-[\w-]+)?/g, "N")
    .replace(/ +/g, " ")
    .trim();
}
