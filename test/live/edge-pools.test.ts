import { afterAll, beforeAll, expect, it } from "vitest";
import { compiledLab } from "./compiled-lab.ts";
import { bgpTable, expectAllStatements, expectPredictedNextHops, waitForPrediction } from "./expectations.ts";
import { startLab } from "./lab.ts";
import type { LabHandle } from "./lab-handle.ts";
import { describeLive } from "./requirements.ts";

/** A node of the cluster that serves nothing announces a pool's address: its own filter must refuse it. */
const compiled = compiledLab("edge-pools", {
  "idle-control-plane": ["172.30.0.10/32"],
  "west-worker": ["172.31.0.1/32"],
});

describeLive(
  "the edges of pools on live FRR and GoBGP",
  { root: true, packages: ["frr", "gobgpd", "iproute2"] },
  () => {
    let lab: LabHandle;

    beforeAll(async () => {
      lab = await startLab(compiled.lab);
      await waitForPrediction(lab, compiled);
    }, 60_000);

    afterAll(() => lab?.stop());

    it("has the predicted next hops, and takes from each cluster the pools that it serves only", async () => {
      await expectPredictedNextHops(lab, compiled);
      expect(await bgpTable(lab, "tor")).toEqual([
        "172.30.0.10/32",
        "172.30.0.20/32",
        "172.30.0.99/32",
        "172.31.0.15/32",
      ]);
    });

    it.each([
      ["the first address of a range", "172.30.0.10"],
      ["the last address of a range", "172.30.0.20"],
      ["a pool of one address", "172.30.0.99"],
      ["the last address of a block", "172.31.0.15"],
    ])("routes %s in spite of the discards", async (_what, address) => {
      expect(await lab.run("tor", ["ip", "route", "get", address])).toContain(" via ");
    });

    it.each(["172.30.0.11", "172.30.0.19", "172.30.0.98", "172.31.0.0"])(
      "discards %s, which nobody serves",
      async (address) => {
        // what the kernel says of a blackhole route
        await expect(lab.run("tor", ["ip", "route", "get", address])).rejects.toThrow("Invalid argument");
      },
    );

    it(
      "holds every statement of frr.conf, or has it as a default",
      () => expectAllStatements(lab, compiled),
      30_000,
    );
  },
);
