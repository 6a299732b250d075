import { appendFileSync, writeFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { scriptLab } from "../scripts/run-script.ts";
import { compiledLab } from "./compiled-lab.ts";
import { bgpTable, expectAllStatements, expectPredictedNextHops, waitForPrediction } from "./expectations.ts";
import { startLab } from "./lab.ts";
import type { LabHandle } from "./lab-handle.ts";
import { describeLive } from "./requirements.ts";
import { countAnswers, serveName } from "./web.ts";

/** What a node announces though it is none of its business: the client's subnet, the world, and an address beside the pool. */
const REFUSED = ["192.168.20.0/24", "0.0.0.0/0", "172.30.0.21/32"];
const compiled = compiledLab("two-clusters", { "kind01-worker": REFUSED });

describeLive(
  "two-clusters on live FRR and GoBGP",
  { root: true, packages: ["frr", "gobgpd", "iproute2"] },
  () => {
    let lab: LabHandle;

    beforeAll(async () => {
      lab = await startLab(compiled.lab);
      await Promise.all(compiled.lab.speakers.map(({ name }) => serveName(lab, name, "172.30.0.10")));
      await waitForPrediction(lab, compiled);
    }, 60_000);

    afterAll(() => lab?.stop());

    it("installs exactly the four nodes as next hops of the service address", async () => {
      expect(await lab.kernelNextHops("frrtor", "172.30.0.10/32", "bgp")).toHaveLength(4);
      await expectPredictedNextHops(lab, compiled);
    });

    it("takes nothing but the pool's addresses from the nodes", async () => {
      const sent = await lab.gobgpJson<object>("kind01-worker", "neighbor", "10.20.0.101", "adj-out");
      expect(Object.keys(sent)).toEqual(expect.arrayContaining(REFUSED));
      expect(await bgpTable(lab, "frrtor")).toEqual(["172.30.0.10/32"]);
    });

    it("sends the nodes nothing", { timeout: 20_000 }, async () => {
      // FRR gathers what it has to say for a moment: where it says something, it has by then.
      await setTimeout(5000);
      for (const { name, peer } of compiled.lab.speakers) {
        expect(await lab.gobgpJson(name, "neighbor", peer.address, "adj-in"), name).toEqual({});
      }
    });

    it(
      "holds every statement of frr.conf, or has it as a default",
      () => expectAllStatements(lab, compiled),
      30_000,
    );

    it("pleases verify.sh, which reads what vtysh and ip print", async () => {
      const scripts = scriptLab("out/two-clusters");
      try {
        scripts.run("up.sh");
        for (const { name, address } of compiled.lab.speakers) {
          appendFileSync(scripts.state(`containers/${name}`), `address=${address.split("/")[0]}\n`);
        }
        const say = (what: string, text: string) => writeFileSync(scripts.state(what), text);
        say("sessions", await lab.vtysh("frrtor", "show bgp ipv4 unicast summary established json"));
        say("prefixes", await lab.vtysh("frrtor", "show bgp ipv4 unicast json"));
        say("routes", await lab.run("frrtor", ["ip", "route", "show", "172.30.0.10", "proto", "bgp"]));
        expect(scripts.run("verify.sh").output).toContain("6 passed, 0 failed");
      } finally {
        scripts.close();
      }
    }, 60_000);

    it("spreads the client's connections over the nodes", async () => {
      const answers = await countAnswers(lab, "client", "172.30.0.10", 60);
      expect(answers.size, JSON.stringify([...answers])).toBeGreaterThanOrEqual(3);
      expect([...answers.values()].reduce((sum, count) => sum + count, 0)).toBe(60);
    });
  },
);
