import { afterAll, beforeAll, expect, it } from "vitest";
import { compiledLab } from "./compiled-lab.ts";
import { bgpTable, expectAllStatements, expectPredictedNextHops, waitForPrediction } from "./expectations.ts";
import { startLab } from "./lab.ts";
import type { LabHandle } from "./lab-handle.ts";
import { describeLive } from "./requirements.ts";

/** The addresses that the lab's authors saw as ClusterIPs of their service. */
const CLUSTER_IPS = { kind01: "10.96.138.62/32", kind02: "10.96.149.92/32" };
const compiled = compiledLab("two-clusters-verbatim", {
  "kind01-control-plane": [CLUSTER_IPS.kind01],
  "kind01-worker": [CLUSTER_IPS.kind01],
  "kind02-control-plane": [CLUSTER_IPS.kind02],
  "kind02-worker": [CLUSTER_IPS.kind02],
});

describeLive(
  "the hand-made lab on live FRR and GoBGP",
  { root: true, packages: ["frr", "gobgpd", "iproute2"] },
  () => {
    let lab: LabHandle;

    beforeAll(async () => {
      lab = await startLab(compiled.lab);
      await waitForPrediction(lab, compiled);
    }, 60_000);

    afterAll(() => lab?.stop());

    it("has the six prefixes and eleven paths of the authors' `show ip bgp`", async () => {
      await expectPredictedNextHops(lab, compiled);
      const table = await lab.vtyshJson<{ routes: Record<string, object[]> }>(
        "frrtor",
        "show bgp ipv4 unicast json",
      );
      expect(await bgpTable(lab, "frrtor")).toHaveLength(6);
      expect(Object.values(table.routes).flat()).toHaveLength(11);
    });

    it(
      "lets the clusters' routes leak from one to the other, as its warning says",
      { timeout: 20_000 },
      async () => {
        // FRR gathers what it has to say for a moment before it says it.
        await lab.waitFor(
          "kind02 hears of kind01's ClusterIP",
          async () =>
            CLUSTER_IPS.kind01 in
            (await lab.gobgpJson<object>("kind02-worker", "neighbor", "172.20.0.101", "adj-in")),
          15,
        );
      },
    );

    it(
      "holds every statement of frr.conf, or has it as a default",
      () => expectAllStatements(lab, compiled),
      30_000,
    );
  },
);
