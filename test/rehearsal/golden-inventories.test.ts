import { expect, it } from "vitest";
import { describeLive } from "../live/requirements.ts";
import { complaints, rehearsed, treeOf } from "./rehearsed.ts";

describeLive("a rehearsal", { root: true, packages: ["frr", "gobgpd", "iproute2"] }, () => {
  it.concurrent.each(["edge-pools", "two-routers", "releases", "authenticated"])(
    "of %s passes: the prediction is what FRR, GoBGP and the kernel do",
    { timeout: 120_000 },
    async (name) => {
      const report = await rehearsed(treeOf(name));
      expect(report.verdict, complaints(report)).toBe("PASS");
    },
  );

  it.concurrent(
    "of the hand-made lab shows the six prefixes and eleven paths that its authors saw",
    {
      timeout: 120_000,
    },
    async () => {
      const report = await rehearsed(treeOf("two-clusters-verbatim"));
      expect(report.verdict, complaints(report)).toBe("PASS");
      expect(report.checks.find(({ id }) => id === "rib")).toMatchObject({
        outcome: "pass",
        expected: "6 prefixes, 11 paths",
        found: "6 prefixes, 11 paths",
      });
    },
  );
});
