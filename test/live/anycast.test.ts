import { afterAll, beforeAll, expect, it } from "vitest";
import { anycastLab } from "./anycast.sample.ts";
import { isDefault, unshownStatements } from "./frr-statements.ts";
import { startLab, withLab } from "./lab.ts";
import type { LabHandle } from "./lab-handle.ts";
import { describeLive } from "./requirements.ts";
import { countAnswers, serveName } from "./web.ts";

/** What of each pool is announced, and by how many nodes. */
const SERVED = [
  { what: "first address of a pool", address: "172.30.0.10", nodes: 4 },
  { what: "last address of a pool", address: "172.30.0.20", nodes: 1 },
  { what: "only address of a pool", address: "172.30.0.99", nodes: 1 },
];
const REFUSED = ["192.168.20.0/24", "0.0.0.0/0", "172.30.0.21/32"];
const NODES = anycastLab.speakers.map((speaker) => speaker.name);

const requirements = { root: true, packages: ["frr", "gobgpd", "iproute2"] };

describeLive("anycast on live FRR and GoBGP", requirements, () => {
  let lab: LabHandle;

  beforeAll(async () => {
    lab = await startLab(anycastLab);
    await Promise.all(NODES.map((node) => serveName(lab, node, "172.30.0.10")));
    await lab.waitFor("4 sessions are established", async () => (await establishedSessions(lab)) === 4, 30);
    for (const { address, nodes } of SERVED) {
      const arrived = async () => (await bgpNextHops(lab, `${address}/32`)) === nodes;
      await lab.waitFor(`the kernel has ${nodes} next hops to ${address}`, arrived, 10);
    }
  }, 60_000);

  afterAll(() => lab?.stop());

  it("installs exactly the four nodes as next hops of the service address", async () => {
    expect(await lab.kernelNextHops("tor", "172.30.0.10/32", "bgp")).toEqual([
      "10.20.128.2",
      "10.20.128.3",
      "172.20.128.2",
      "172.20.128.3",
    ]);
  });

  it("takes nothing but pool addresses from the nodes", async () => {
    const sent = await lab.gobgpJson<object>("kind01-b", "neighbor", "10.20.0.101", "adj-out");
    expect(Object.keys(sent)).toEqual(expect.arrayContaining(REFUSED));
    const table = await lab.vtyshJson<{ routes: object }>("tor", "show bgp ipv4 unicast json");
    expect(Object.keys(table.routes).sort()).toEqual(SERVED.map(({ address }) => `${address}/32`));
  });

  it("sends the nodes nothing", async () => {
    for (const { name, peer } of anycastLab.speakers) {
      expect(await lab.gobgpJson(name, "neighbor", peer.address, "adj-in"), name).toEqual({});
    }
  });

  it("holds every statement of frr.conf, or has it as a default", async () => {
    const running = await lab.vtysh("tor", "show running-config");
    const unshown = unshownStatements(anycastLab.routers[0]?.frrConf ?? "", running);
    // Asked of a second router, since asking undoes the statement.
    await withLab({ routers: anycastLab.routers, speakers: [], hosts: [] }, async (twin) => {
      for (const statement of unshown)
        expect(await isDefault(twin, "tor", statement), statement.join(", ")).toBe(true);
    });
  });

  it.each(SERVED)("routes the $what to $nodes nodes in spite of the discard route", async (served) => {
    expect(await bgpNextHops(lab, `${served.address}/32`)).toBe(served.nodes);
    expect(await lab.run("tor", ["ip", "route", "get", served.address])).toContain(" via ");
  });

  it.each(["172.30.0.11", "172.30.0.19", "172.30.0.98"])(
    "discards %s, which nobody serves",
    async (address) => {
      // what the kernel says of a blackhole route
      await expect(lab.run("tor", ["ip", "route", "get", address])).rejects.toThrow("Invalid argument");
    },
  );

  it("spreads a client's connections over the nodes", async () => {
    const answers = await countAnswers(lab, "client", "172.30.0.10", 60);
    expect(answers.size, JSON.stringify([...answers])).toBeGreaterThanOrEqual(3);
    expect([...answers.values()].reduce((sum, count) => sum + count, 0)).toBe(60);
  });
});

async function establishedSessions(lab: LabHandle): Promise<number> {
  const summary = await lab.vtyshJson<{ peers?: Record<string, { state: string }> }>(
    "tor",
    "show bgp ipv4 unicast summary json",
  );
  return Object.values(summary.peers ?? {}).filter((peer) => peer.state === "Established").length;
}

async function bgpNextHops(lab: LabHandle, prefix: string): Promise<number> {
  return (await lab.kernelNextHops("tor", prefix, "bgp")).length;
}
