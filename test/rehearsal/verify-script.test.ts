import { appendFileSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { describeLive } from "../live/requirements.ts";
import { scriptLab } from "../scripts/run-script.ts";
import { treeOf } from "./rehearsed.ts";
import { withSettledLab } from "./settled-lab.ts";

describeLive("verify.sh", { root: true, packages: ["frr", "gobgpd", "iproute2", "jq"] }, () => {
  it.each([
    ["two-clusters", "9 passed, 0 failed"],
    ["two-clusters-verbatim", "13 passed, 0 failed"],
  ])("reads what vtysh and ip print on a live router of %s", { timeout: 120_000 }, async (name, verdict) => {
    await withSettledLab(treeOf(name), async ({ lab, handle }) => {
      const scripts = scriptLab(`out/${name}`);
      try {
        scripts.run("up.sh");
        for (const node of lab.nodes) {
          const address = node.legs[0]?.address.split("/")[0];
          appendFileSync(scripts.state(`containers/${node.name}`), `address=${address}\n`);
        }
        const say = (what: string, text: string) => writeFileSync(scripts.state(what), text);
        say("sessions", await handle.vtysh("frrtor", "show bgp ipv4 unicast summary established json"));
        say("prefixes", await handle.vtysh("frrtor", "show bgp ipv4 unicast json"));
        say("routes", await handle.run("frrtor", ["ip", "route", "show"]));
        expect(scripts.run("verify.sh").output).toContain(verdict);
      } finally {
        scripts.close();
      }
    });
  });
});
