import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeLive } from "../live/requirements.ts";
import { BENCH_NEEDS } from "./bench-needs.ts";
import { isChanging } from "./faults/try-fault.ts";
import { ALLOWED, type BenchLab, inventoryText, openLab } from "./lab.ts";

const INVENTORY = inventoryText("two-clusters");

describeLive("a lab that something happened to is mended by another up.sh", BENCH_NEEDS, () => {
  let lab: BenchLab;

  beforeAll(async () => {
    lab = await openLab(INVENTORY);
    const up = await lab.run("up.sh", { env: ALLOWED });
    expect(up.status, up.output).toBe(0);
  }, 300_000);

  afterAll(() => lab?.close(), 60_000);

  /** Runs up.sh, which is to say these things; then verify.sh, and up.sh again, which is to find nothing to do. */
  async function mend(...says: readonly (string | RegExp)[]): Promise<void> {
    const up = await lab.run("up.sh", { env: ALLOWED });
    expect(up.status, up.output).toBe(0);
    for (const words of says) expect(up.stdout).toMatch(words);
    const verify = await lab.verify();
    expect(verify.status, verify.output).toBe(0);
    const again = await lab.run("up.sh", { env: ALLOWED });
    expect(again.calls.filter(isChanging), again.output).toEqual([]);
  }

  const inside = (container: string, ...command: string[]) =>
    lab.engine.docker("exec", container, ...command);

  it.each<[string, () => unknown, readonly (string | RegExp)[]]>([
    ["the router was restarted", () => lab.engine.docker("restart", "frrtor"), []],
    ["the router was stopped", () => lab.engine.docker("stop", "frrtor"), ["frrtor: start it"]],
    ["the router is gone", () => lab.engine.docker("rm", "--force", "frrtor"), ["frrtor: create it"]],
    [
      "the router lost a leg",
      () => lab.engine.docker("network", "disconnect", "kind01", "frrtor"),
      ["frrtor: remove it", "frrtor: create it"],
    ],
    [
      "a node was restarted",
      () => lab.engine.docker("restart", "kind01-worker"),
      ["kind01-worker: routes to 192.168.20.0/24"],
    ],
    [
      "a node lost its leg",
      () => lab.engine.docker("network", "disconnect", "kind01", "kind01-worker"),
      ["kind01: connect kind01-worker to kind01 again", "kind01-worker: routes to 192.168.20.0/24"],
    ],
    ["a node was stopped", () => lab.engine.docker("kill", "kind02-worker"), ["kind02: start kind02-worker"]],
    [
      "a node is gone",
      () => lab.engine.docker("rm", "--force", "kind02-worker"),
      ["kind02: delete it", "kind02: create it"],
    ],
    [
      "a route of the client was removed",
      () => inside("client", "ip", "route", "del", "172.30.0.10/31"),
      ["client: routes to 172.30.0.10/31"],
    ],
    [
      "a route of a node was removed",
      () => inside("kind01-worker", "ip", "route", "del", "192.168.20.0/24"),
      ["kind01-worker: routes to"],
    ],
    [
      "the router was configured by hand",
      () =>
        inside(
          "frrtor",
          "vtysh",
          "-c",
          "configure terminal",
          "-c",
          "router bgp 65001",
          "-c",
          "no bgp bestpath as-path multipath-relax",
        ),
      ["frrtor: reload frr.conf"],
    ],
    [
      "the router's file of daemons was edited, and it was restarted",
      async () => {
        await inside("frrtor", "sed", "-i", "s/bgpd=yes/bgpd=no/", "/etc/frr/daemons");
        await lab.engine.docker("restart", "frrtor");
      },
      ["frrtor: stop it, for its file", "frrtor: give it daemons again"],
    ],
    [
      "a router, a client and a node were paused",
      () => lab.engine.docker("pause", "frrtor", "client", "kind01-worker"),
      ["frrtor: let it go on", "client: let it go on", "kind01: let kind01-worker go on"],
    ],
    [
      "parts of Cilium, and the label of a node, were removed",
      async () => {
        await lab.kubectl("kind01", "label", "node/kind01-worker", "bgp-");
        await lab.kubectl("kind02", "--namespace", "kube-system", "delete", "daemonset/cilium");
      },
      ["kind01: label kind01-worker", "kind02: upgrade Cilium"],
    ],
    [
      "the kubeconfig is that of an older cluster",
      () => {
        const file = join(lab.state, "kubeconfig-kind02");
        writeFileSync(file, readFileSync(file, "utf8").replace(/(127\.0\.0\.1):\d+/, "$1:9"));
      },
      ["kind02: get its kubeconfig again"],
    ],
    [
      "all was stopped, and networks that nothing runs on were pruned",
      async () => {
        await lab.engine.docker("stop", ...(await lab.engine.docker("ps", "--quiet")).trim().split("\n"));
        await lab.engine.docker("network", "prune", "--force");
      },
      ["remove cluster kind01", "remove host frrtor", "network kind02: make it"],
    ],
    [
      "the host was restarted",
      () => lab.engine.restart(),
      ["client: routes to 172.30.0.10/31", "kind01-control-plane: routes to 192.168.20.0/24"],
    ],
    ["the host lost power", () => lab.engine.restart("power cut"), ["client: routes to 172.30.0.10/31"]],
  ])(
    "%s",
    async (_, happen, says) => {
      await happen();
      await mend(...says);
    },
    120_000,
  );

  it("is looked at only once FRR has started: until then it ends processes that have its daemons' old numbers", async () => {
    const failed: string[] = [];
    for (let round = 0; round < 12; round++) {
      await lab.engine.docker(round % 2 ? "stop" : "restart", "frrtor");
      const up = await lab.run("up.sh", { env: ALLOWED, arguments: ["--only", "routers"] });
      if (up.status !== 0) failed.push(up.output);
    }
    expect(failed).toEqual([]);
  }, 180_000);

  it.each<[string, (inventory: string) => string, readonly (string | RegExp)[]]>([
    [
      "another pool",
      (text) => text.replaceAll("172.30.0.10", "172.31.7.10").replace("172.30.0.20", "172.31.7.40"),
      [
        "frrtor: give it the new frr.conf",
        "frrtor: reload frr.conf",
        "no more 172.30.0.10/31",
        "kind01: apply",
      ],
    ],
    [
      "another AS number of the router",
      (text) => text.replace("65001", "65009"),
      ["frrtor: reload frr.conf", "kind02: apply"],
    ],
    [
      "another AS number of a cluster",
      (text) => text.replace("65102", "65109"),
      ["frrtor: reload frr.conf", "kind02: apply"],
    ],
    [
      "one more worker",
      (text) => text.replace("asn: 65102, workers: 1", "asn: 65102, workers: 2"),
      ["kind02: delete it", /kind02: create it, 3 node/],
    ],
    [
      "one cluster less",
      (text) =>
        text
          .replace(/^.*kind02: \{ id.*\n/m, "")
          .replace(/^.*kind02: \{ subnet.*\n/m, "")
          .replace(/, kind02: 172.20.0.101/, ""),
      ["remove cluster kind02", "remove network kind02", "frrtor: create it"],
    ],
    [
      "one service more",
      (text) =>
        text.replace(
          /^services:\n/m,
          'services:\n  second: { image: "nginxdemos/hello:0.4-plain-text", port: 80, pool: anycast, address: 172.30.0.11 }\n',
        ),
      ["kind01: apply"],
    ],
    [
      "that service less",
      (text) => text,
      ["kind01: delete service/second", "kind02: delete deployment.apps/second"],
    ],
    [
      "another subnet",
      (text) => text.replaceAll("172.20.0.", "172.21.0."),
      ["remove network kind02", "kind02: create it"],
    ],
    [
      "two clusters that have changed their places",
      (text) =>
        text
          .replace("network: kind01", "network: elsewhere")
          .replace("network: kind02", "network: kind01")
          .replace("network: elsewhere", "network: kind02"),
      ["remove cluster kind01", "remove cluster kind02", "kind01: create it"],
    ],
    [
      "another name of a network",
      (text) =>
        text
          .replaceAll("kind02: { subnet", "net2: { subnet")
          .replace("network: kind02", "network: net2")
          .replace("kind02: 172.20.0.101", "net2: 172.20.0.101"),
      ["remove cluster kind02", "remove network kind02", "kind02: create it"],
    ],
  ])(
    "an inventory with %s",
    async (_, change, says) => {
      await lab.write(change(INVENTORY));
      await mend(...says);
    },
    120_000,
  );

  it("is gone after down.sh, whatever it was made from", async () => {
    await lab.write(INVENTORY);
    const down = await lab.run("down.sh");
    expect(down.status, down.output).toBe(0);
    expect(await lab.left()).toEqual([]);
  }, 60_000);
});
