import { expect, it } from "vitest";
import { describeLive } from "../live/requirements.ts";
import { complaints, rehearsed, treeOf } from "./rehearsed.ts";

describeLive("a rehearsal of two-clusters", { root: true, packages: ["frr", "gobgpd", "iproute2"] }, () => {
  it("passes, though another runs beside it", { timeout: 120_000 }, async () => {
    const tree = treeOf("two-clusters");
    const reports = await Promise.all([rehearsed(tree), rehearsed(tree)]);
    for (const report of reports) {
      expect(report.verdict, complaints(report)).toBe("PASS");
      expect(report.checks.map(({ outcome }) => outcome)).not.toContain("skipped");
    }
    expect(reports[0]?.run).not.toBe(reports[1]?.run);
  });
});
