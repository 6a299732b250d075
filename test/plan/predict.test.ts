import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile.ts";
import type { Expected, Plan } from "../../src/plan/plan.ts";
import { GOLDEN_INVENTORIES, goldenInventory } from "../golden/inventories.ts";

const HELLO = readFileSync("inventories/two-clusters.yaml", "utf8");
const VERBATIM = goldenInventory("two-clusters-verbatim").source.text;

function planOf(text: string): Plan {
  const { plan, diagnostics } = compile({ name: "x.yaml", text });
  if (!plan) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return plan;
}

function expectedOf(text: string): Expected {
  return planOf(text).expected;
}

function change(text: string, ...changes: readonly (readonly [from: string, to: string])[]): string {
  return changes.reduce((changed, [from, to]) => {
    expect(changed).toContain(from);
    return changed.replaceAll(from, to);
  }, text);
}

/** A router that filters, and clusters that announce ClusterIPs to it all the same. */
const REFUSING = `${HELLO}bgp: { advertise: [LoadBalancerIP, ClusterIP] }\nallow: [advertised-but-refused]\n`;
/** The same to a router that takes everything. */
const LEAKING = `${change(HELLO, ["asn: 65001", "asn: 65001\n    policy: accept-all"])}bgp: { advertise: [LoadBalancerIP, ClusterIP] }\nallow: [unfiltered-router]\n`;

describe("sessions", () => {
  it("are one for each node, with what both ends have in common", () => {
    const { sessions } = expectedOf(HELLO);
    expect(sessions.map(({ node }) => node)).toEqual([
      "kind01-control-plane",
      "kind01-worker",
      "kind02-control-plane",
      "kind02-worker",
    ]);
    expect(sessions[3]).toEqual({
      router: "frrtor",
      cluster: "kind02",
      node: "kind02-worker",
      network: "kind02",
      routerAddress: "172.20.0.101",
      routerAsn: 65001,
      nodeAsn: 65102,
      hold: 9,
      keepalive: 3,
      sends: "nothing",
      blackHole: { linkLost: 9, processKilled: 0 },
    });
  });

  it("cost the restart time on top where graceful restart is on, as was measured", () => {
    expect(expectedOf(VERBATIM).sessions.map(({ blackHole }) => blackHole)).toEqual(
      Array(4).fill({ linkLost: 24, processKilled: 15 }),
    );
  });

  it("keep alive at least thrice in a hold time, whatever the inventory says", () => {
    const timers = (hold: number, keepalive: number) =>
      expectedOf(`${HELLO}bgp: { timers: { hold: ${hold}, keepalive: ${keepalive} } }\n`).sessions[0];
    expect(timers(9, 5)).toMatchObject({ hold: 9, keepalive: 3 });
    expect(timers(10, 10)).toMatchObject({ hold: 10, keepalive: 3 });
    expect(timers(90, 7)).toMatchObject({ hold: 90, keepalive: 7 });
  });

  it("are sent everything by a router without a policy", () => {
    expect(new Set(expectedOf(VERBATIM).sessions.map(({ sends }) => sends))).toEqual(new Set(["everything"]));
  });
});

describe("routes", () => {
  it("are the six prefixes and eleven paths that the authors of the hand-made lab saw", () => {
    const { routes, unpinned } = expectedOf(VERBATIM);
    expect(routes.map(({ prefix, kind, nextHops }) => [prefix, kind, nextHops])).toEqual([
      ["172.30.0.10/32", "LoadBalancerIP", 4],
      ["10.96.138.62/32", "ClusterIP", 2],
      ["10.96.149.92/32", "ClusterIP", 2],
      ["192.168.20.0/24", "originated", 0],
      ["10.20.0.0/16", "originated", 0],
      ["172.20.0.0/16", "originated", 0],
    ]);
    // What the router originates has one path, its own, which comes from no cluster.
    const paths = routes.map(({ kind, paths }) =>
      kind === "originated" ? 1 : paths.reduce((sum, { count }) => sum + count, 0),
    );
    expect(paths.reduce((a, b) => a + b)).toBe(11);
    expect(unpinned).toEqual([]);
  });

  it("have a next hop for each node with a pod, or for each node", () => {
    const three = change(
      HELLO,
      ["workers: 1", "workers: 3"],
      ["address: 172.30.0.10", "replicas: 2, address: 172.30.0.10"],
    );
    const [local] = expectedOf(three).routes;
    expect(local).toMatchObject({ nextHops: 4, paths: [{ count: 2 }, { count: 2 }] });
    expect(local?.paths[0]?.nodes).toHaveLength(4);
    const [cluster] = expectedOf(
      change(three, ["replicas: 2", "trafficPolicy: Cluster, replicas: 2"]),
    ).routes;
    expect(cluster).toMatchObject({ nextHops: 8, paths: [{ count: 4 }, { count: 4 }] });
  });

  it("count ClusterIPs when it comes to how wide a router must be: all nodes announce them", () => {
    const lone = change(
      LEAKING,
      ["address: 172.30.0.10", "replicas: 1, address: 172.30.0.10"],
      ["workers: 1", "workers: 4"],
    );
    expect(planOf(lone).routers[0]).toMatchObject({ maximumPaths: 5, multipathRelax: true });
    const one = change(lone, ["address: 172.30.0.10", "clusters: [kind01], address: 172.30.0.10"]);
    expect(planOf(one).routers[0]).toMatchObject({ maximumPaths: 5, multipathRelax: false });
    expect(
      planOf(change(REFUSING, ["address: 172.30.0.10", "replicas: 1, address: 172.30.0.10"])).routers[0],
    ).toMatchObject({
      maximumPaths: 2,
    });
  });

  it("are one with a group of paths for each cluster where two clusters have the same ClusterIP", () => {
    const both = change(VERBATIM, ["kind02: 10.96.149.92", "kind02: 10.96.138.62"]);
    const { routes, unpinned } = expectedOf(both);
    expect(routes[1]).toMatchObject({
      prefix: "10.96.138.62/32",
      nextHops: 4,
      paths: [
        { cluster: "kind01", asPath: [65101], communities: [], count: 2 },
        { cluster: "kind02", asPath: [65102], communities: [], count: 2 },
      ],
    });
    expect(routes).toHaveLength(5);
    expect(unpinned).toEqual([]);
  });

  it("have no more next hops than the router takes", () => {
    const many = change(HELLO, ["workers: 1", "workers: 199"]);
    const { routers, expected } = planOf(`${many}podSubnets: { size: 16 }\nallow: [ecmp-too-wide]\n`);
    expect(routers[0]?.maximumPaths).toBe(256);
    expect(expected.routes[0]).toMatchObject({ nextHops: 256, paths: [{ count: 200 }, { count: 200 }] });
  });
});

describe("what is not in a router's table as a route that could be named", () => {
  it("is refused by the last statement of the cluster's route-map, word for word", () => {
    const { plan, files } = compile({ name: "x.yaml", text: REFUSING });
    expect(plan?.expected.refused).toEqual(
      ["kind01", "kind02"].map((cluster) => ({
        router: "frrtor",
        cluster,
        service: "nginxhello",
        kind: "ClusterIP",
        by: `route-map FROM-${cluster} deny 65535`,
      })),
    );
    expect(plan?.expected.unpinned).toEqual([]);
    const statements = files.find(({ path }) => path === "frrtor/frr.conf")?.content.split("\n");
    for (const { by } of plan?.expected.refused ?? []) expect(statements).toContain(by);
  });

  it("is somewhere in the service subnet if the inventory does not choose it", () => {
    const { refused, unpinned, routes } = expectedOf(LEAKING);
    expect(refused).toEqual([]);
    expect(routes).toHaveLength(1);
    expect(unpinned).toEqual([
      {
        router: "frrtor",
        cluster: "kind01",
        service: "nginxhello",
        kind: "ClusterIP",
        within: "10.96.4.0/22",
        nodes: ["kind01-control-plane", "kind01-worker"],
        count: 2,
      },
      {
        router: "frrtor",
        cluster: "kind02",
        service: "nginxhello",
        kind: "ClusterIP",
        within: "10.96.8.0/22",
        nodes: ["kind02-control-plane", "kind02-worker"],
        count: 2,
      },
    ]);
  });

  it("is nothing for ExternalIPs, which gen gives to no service", () => {
    const text = `${HELLO}bgp: { advertise: [LoadBalancerIP, ExternalIP] }\nallow: [advertised-but-refused]\n`;
    expect(expectedOf(text)).toEqual(expectedOf(HELLO));
  });
});

describe("discards", () => {
  it.each(GOLDEN_INVENTORIES)("of $name are those of frr.conf", ({ source }) => {
    const { plan, files } = compile(source);
    for (const { name } of plan?.routers ?? []) {
      const frrConf = files.find(({ path }) => path === `${name}/frr.conf`)?.content ?? "";
      const written = [...frrConf.matchAll(/^ip route (\S+) Null0/gm)].map(([, prefix]) => prefix);
      const predicted = plan?.expected.discards.filter(({ router }) => router === name);
      expect(predicted?.map(({ prefix }) => prefix)).toEqual(written);
    }
  });
});

describe("answers", () => {
  it("are pods of every cluster behind the client's router that serves what it asks for", () => {
    const { expected } = compile(goldenInventory("two-routers").source).plan ?? {};
    expect(
      expected?.answers.map(({ client, router, service, clusters }) => [
        client,
        router,
        service,
        clusters.map(({ cluster }) => cluster),
      ]),
    ).toEqual([
      ["anna", "tor1", "web", ["rack1"]],
      ["ben", "tor1", "web", ["rack1"]],
      ["carl", "tor2", "web", ["rack2"]],
      ["carl", "tor2", "api", ["rack2"]],
    ]);
  });

  it("are for service addresses, not for ClusterIPs", () => {
    expect(expectedOf(VERBATIM).answers).toEqual([
      {
        client: "client",
        router: "frrtor",
        service: "nginxhello",
        address: "172.30.0.10",
        port: 80,
        clusters: [
          { cluster: "kind01", podSubnet: "10.244.0.0/16", pods: 2 },
          { cluster: "kind02", podSubnet: "10.244.0.0/16", pods: 2 },
        ],
      },
    ]);
  });
});
