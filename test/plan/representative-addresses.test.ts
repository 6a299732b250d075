import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { representativeAddresses } from "../../src/plan/representative-addresses.ts";
import { GOLDEN_INVENTORIES } from "../golden/inventories.ts";

describe("the representative addresses of nodes", () => {
  it.each(GOLDEN_INVENTORIES.map(({ name, source }) => [name, source] as const))(
    "of %s are one for each node, all different, from the node range of its network, and nobody else's",
    (_, source) => {
      const plan = planOf(source.text);
      const addresses = representativeAddresses(plan);
      const nodes = plan.clusters.flatMap((cluster) => cluster.nodes.map(({ name }) => name));
      expect([...addresses.keys()]).toEqual(nodes);
      expect(new Set(addresses.values()).size).toBe(nodes.length);
      const others = [
        ...plan.networks.map(({ gateway }) => gateway),
        ...plan.routers.flatMap(({ legs }) => legs.map(({ address }) => address)),
        ...plan.clients.map(({ address }) => address),
      ];
      expect(others.filter((address) => [...addresses.values()].includes(address))).toEqual([]);
      for (const { network, nodes: own } of plan.clusters) {
        const { nodeRange = "", subnet = "" } = plan.networks.find(({ name }) => name === network) ?? {};
        for (const { name } of own) {
          const value = numberOf(addresses.get(name) ?? "");
          const [from, to] = ends(nodeRange);
          expect([value >= from, value <= to, ends(subnet).includes(value)]).toEqual([true, true, false]);
        }
      }
    },
  );

  it("are free ones from both ends of the range, in turn", () => {
    const plan = planOf(inventory("10.1.0.128/25"));
    const networks = plan.networks.map((network) => ({ ...network, nodeRange: "10.1.0.0/29" }));
    const addresses = representativeAddresses({ ...plan, networks });
    // The network's own address, the bridge's, the router's and the client's are not free.
    expect([...addresses]).toEqual([
      ["rack-control-plane", "10.1.0.3"],
      ["rack-worker", "10.1.0.7"],
    ]);
  });

  it("are never the broadcast address, and there is none rather than a wrong one", () => {
    const plan = planOf(inventory("10.1.0.128/25"));
    const networks = plan.networks.map((network) => ({ ...network, nodeRange: "10.1.0.254/31" }));
    expect(() => representativeAddresses({ ...plan, networks })).toThrow("an address for each node");
  });

  it("may be the first of a node range that is not the first of the subnet", () => {
    const addresses = representativeAddresses(planOf(inventory("10.1.0.128/25")));
    expect([...addresses.values()]).toEqual(["10.1.0.128", "10.1.0.254"]);
  });
});

function planOf(text: string): Plan {
  const { plan, diagnostics } = compile({ name: "x.yaml", text });
  if (!plan) throw new Error(JSON.stringify(diagnostics));
  return plan;
}

function inventory(nodeRange: string): string {
  return `name: addresses
networks:
  rack: { subnet: 10.1.0.0/24, nodeRange: ${nodeRange} }
routers:
  tor: { asn: 65001, routerId: 10.0.255.1, addresses: { rack: 10.1.0.2 } }
clusters:
  rack: { id: 1, network: rack, asn: 65101 }
pools:
  anycast: { range: 172.30.0.0/28 }
services:
  web: { image: "example/web:1.0", port: 80, pool: anycast, address: 172.30.0.1 }
clients:
  anna: { network: rack, address: 10.1.0.4 }
`;
}

/** Worked out here and not by gen's own code. */
function numberOf(address: string): number {
  return address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
}

function ends(subnet: string): readonly [number, number] {
  const [address = "", length = ""] = subnet.split("/");
  const first = numberOf(address);
  return [first, first + 2 ** (32 - Number(length)) - 1];
}
