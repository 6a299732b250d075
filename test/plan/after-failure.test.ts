import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { analyze } from "../../src/compile.ts";
import { type AfterFailure, afterFailure } from "../../src/plan/after-failure.ts";
import { parseFailure } from "../../src/plan/failure.ts";
import { flowShift } from "../../src/plan/flow-share.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { goldenInventory } from "../golden/inventories.ts";

const plan = planOf(goldenInventory("two-clusters").source.text);
const verbatim = planOf(goldenInventory("two-clusters-verbatim").source.text);
const racks = planOf(goldenInventory("two-routers").source.text);

describe("a node that fails", () => {
  const after = afterwards("kind01-worker", plan);

  it("takes its session and one next hop with it", () => {
    expect(after.sessionsLost).toEqual([{ router: "frrtor", node: "kind01-worker" }]);
    expect(after.sessionsLeft.map(({ node }) => node)).toEqual([
      "kind01-control-plane",
      "kind02-control-plane",
      "kind02-worker",
    ]);
    expect(after.routes).toMatchObject([
      {
        prefix: "172.30.0.10/32",
        before: 4,
        after: { least: 3, most: 3 },
        paths: [
          { cluster: "kind01", nodes: ["kind01-control-plane"], count: { least: 1, most: 1 } },
          { cluster: "kind02", nodes: ["kind02-control-plane", "kind02-worker"] },
        ],
        flows: { forced: { least: 0.25, most: 0.25 }, lost: { least: 0, most: 0 } },
      },
    ]);
    expect(after.routes[0]?.flows.moved).toEqual({ least: expect.closeTo(1 / 3, 8), most: 0.5 });
  });

  it("leaves the clients their clusters, for another node of each is left", () => {
    expect(after.clients).toMatchObject([
      {
        before: ["kind01", "kind02"],
        after: [
          { cluster: "kind01", certain: true },
          { cluster: "kind02", certain: true },
        ],
      },
    ]);
  });

  it("is missed after the hold time, and not at all if its kernel says so", () => {
    expect(after.blackHoles).toEqual([
      { event: "link lost silently", seconds: 9, hold: 9, restart: 0 },
      { event: "process killed", seconds: 0, hold: 0, restart: 0 },
    ]);
  });

  it("attracts flows for the restart time longer with graceful restart", () => {
    expect(afterwards("kind01-worker", verbatim).blackHoles).toEqual([
      { event: "link lost silently", seconds: 24, hold: 9, restart: 15 },
      { event: "process killed", seconds: 15, hold: 0, restart: 15 },
    ]);
  });

  it("goes on getting flows from other nodes where the traffic policy is Cluster", () => {
    expect(after.sentToLostPods).toEqual([]);
    expect(afterwards("rack2-worker", racks).sentToLostPods).toEqual(["api"]);
    expect(afterwards("rack2-worker:rack2", racks).sentToLostPods).toEqual(["api"]);
    expect(afterwards("rack2", racks).sentToLostPods, "no node is left to send").toEqual([]);
  });
});

describe("a link that fails", () => {
  it("of a node is to BGP as if the node did, but no process is killed", () => {
    const [link, node] = [afterwards("kind01-worker:kind01", plan), afterwards("kind01-worker", plan)];
    expect({ ...link, failure: null, blackHoles: null }).toEqual({
      ...node,
      failure: null,
      blackHoles: null,
    });
    expect(link.blackHoles).toEqual(node.blackHoles.slice(0, 1));
  });

  it("of a router takes the cluster on that network away", () => {
    const { sessionsLost, routes, clients } = afterwards("frrtor:kind01", plan);
    expect(sessionsLost.map(({ node }) => node)).toEqual(["kind01-control-plane", "kind01-worker"]);
    expect(routes[0]?.after).toEqual({ least: 2, most: 2 });
    expect(clients[0]?.after).toEqual([{ cluster: "kind02", certain: true }]);
  });

  it("of a router to its clients changes no route, and nobody is answered", () => {
    const { sessionsLost, routes, clients, blackHoles, backWithin } = afterwards("frrtor:client", plan);
    expect({ sessionsLost, blackHoles, backWithin }).toEqual({
      sessionsLost: [],
      blackHoles: [],
      backWithin: 0,
    });
    expect(routes[0]).toMatchObject({ before: 4, after: { least: 4 }, flows: { moved: { most: 0 } } });
    expect(clients).toMatchObject([{ after: [], cutOffBy: "link" }]);
  });
});

describe("a router that fails", () => {
  it("takes everything behind it along, and nothing of the other racks", () => {
    const { sessionsLeft, routes, clients, blackHoles } = afterwards("tor1", racks);
    expect(sessionsLeft.map(({ router }) => router)).toEqual(["tor2", "tor2"]);
    expect(routes.map(({ router, after, flows }) => [router, after.most, flows.lost.least])).toEqual([
      ["tor1", 0, 1],
      ["tor2", 2, 0],
      ["tor2", 2, 0],
    ]);
    expect(clients.map(({ client, cutOffBy }) => [client, cutOffBy])).toEqual([
      ["anna", "router"],
      ["ben", "router"],
      ["carl", undefined],
      ["carl", undefined],
    ]);
    expect(blackHoles, "it lasts until the router is back").toEqual([]);
  });

  it("leaves the black hole of what fails besides", () => {
    const both = afterwards("tor1,rack2-worker", racks);
    expect(both.blackHoles).toEqual(afterwards("rack2-worker", racks).blackHoles);
  });
});

describe("several clusters that fail", () => {
  it("have the black hole of the slowest, which may be another for each event", () => {
    const releases = planOf(goldenInventory("releases").source.text);
    for (const text of ["c119,c120", "c120,c119,c118"])
      expect(afterwards(text, releases).blackHoles).toEqual([
        { event: "link lost silently", seconds: 30, hold: 30, restart: 0 },
        { event: "process killed", seconds: 20, hold: 0, restart: 20 },
      ]);
  });
});

describe("the time until sessions are back", () => {
  const within = (timers: string) =>
    afterwards("c1", planOf(inventory([1], `bgp: { timers: { ${timers} } }`))).backWithin;

  it("is the hold time, GoBGP's rest and its first dial", () => {
    expect(within("hold: 9, keepalive: 3, connectRetry: 5")).toBe(9 + 5 + 10);
    expect(within("hold: 90, keepalive: 30, connectRetry: 1")).toBe(90 + 5 + 10);
  });

  it("is a vain attempt and the pause after it where those are long", () => {
    expect(within("hold: 9, keepalive: 3, connectRetry: 120")).toBe(360);
  });
});

describe("when nothing is known but how many nodes announce an address", () => {
  it("the prediction is what all cases together are", () => {
    const lab = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 2 }).chain((nodes) =>
      fc.record({
        nodes: fc.constant(nodes),
        replicas: fc.integer({ min: 1, max: 3 }),
        failed: fc.subarray(nodes.flatMap(namesOf), { minLength: 1 }),
      }),
    );
    fc.assert(
      fc.property(lab, ({ nodes, replicas, failed }) => {
        const [route] = afterwards(failed.join(","), planOf(inventory(nodes, "", replicas))).routes;
        const cases = everyCase(nodes, replicas, failed);
        const bounds = (values: readonly number[]) => ({
          least: expect.closeTo(Math.min(...values), 7),
          most: expect.closeTo(Math.max(...values), 7),
        });
        expect(route?.after).toEqual(bounds(cases.map(({ left }) => left)));
        expect(route?.flows).toEqual({
          moved: bounds(cases.map(({ moved }) => moved)),
          forced: bounds(cases.map(({ forced }) => forced)),
          lost: bounds(cases.map(({ lost }) => lost)),
        });
      }),
      { numRuns: 60 },
    );
  });

  it("a cluster may or may not answer", () => {
    const two = planOf(inventory([2, 3], "", 2));
    expect(afterwards("c1-worker,c2-worker,c2-worker2", two).clients[0]?.after).toEqual([
      { cluster: "c1", certain: true },
      { cluster: "c2", certain: false },
    ]);
  });
});

describe("when more nodes announce an address than a router takes", () => {
  const wide = planOf(inventory(new Array<number>(20).fill(15), "allow: [ecmp-too-wide]"));

  it("others take the place of what is gone, and nobody knows which", () => {
    expect(afterwards("c1", wide).routes[0]).toMatchObject({
      before: 256,
      after: { least: 256, most: 256 },
      flows: { moved: { least: 0, most: 1 }, forced: { least: 0, most: 15 / 256 }, lost: { most: 0 } },
    });
    expect(afterwards("c1,c2,c3,c4", wide).routes[0]).toMatchObject({
      after: { least: 240, most: 240 },
      flows: { moved: { least: 16 / 256, most: 1 }, forced: { least: 16 / 256, most: 60 / 256 } },
    });
  });
});

function afterwards(text: string, of: Plan): AfterFailure {
  const failure = parseFailure(text, of);
  if ("problem" in failure) throw new Error(failure.problem);
  return afterFailure(of, failure);
}

function namesOf(nodes: number, index: number): readonly string[] {
  return Array.from({ length: nodes }, (_, node) =>
    node === 0 ? `c${index + 1}-control-plane` : `c${index + 1}-worker${node === 1 ? "" : node}`,
  );
}

/** Whichever nodes announce, and in whatever order the kernel has them: what is left, and what becomes of the flows. */
function everyCase(nodes: readonly number[], replicas: number, failed: readonly string[]) {
  const choices = nodes.map((count, index) => subsets(namesOf(count, index), Math.min(count, replicas)));
  const announcing = choices.reduce<readonly (readonly string[])[]>(
    (all, some) => all.flatMap((before) => some.map((more) => [...before, ...more])),
    [[]],
  );
  return announcing.flatMap(orders).map((names) => {
    const hops = names.map((name) => ({ name, weight: 1 }));
    const left = hops.filter(({ name }) => !failed.includes(name));
    return { left: left.length, ...flowShift(hops, left) };
  });
}

function subsets(names: readonly string[], size: number): readonly (readonly string[])[] {
  return Array.from({ length: 2 ** names.length }, (_, bits) =>
    names.filter((_, index) => (bits >> index) & 1),
  ).filter(({ length }) => length === size);
}

function orders(names: readonly string[]): readonly (readonly string[])[] {
  if (names.length === 0) return [[]];
  return names.flatMap((name) =>
    orders(names.filter((other) => other !== name)).map((rest) => [name, ...rest]),
  );
}

function planOf(text: string): Plan {
  const { plan: found, diagnostics } = analyze({ name: "x.yaml", text });
  if (!found) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return found;
}

/** One service of clusters with so many nodes each, behind one router. */
function inventory(nodes: readonly number[], more = "", replicas = 15): string {
  const each = (line: (count: number, id: number) => string) =>
    nodes.map((count, index) => `  ${line(count, index + 1)}\n`).join("");
  const legs = nodes.map((_, index) => `n${index + 1}: 10.20.${index + 1}.101`);
  return `name: after
${more}
networks:
  client: { subnet: 192.168.20.0/24 }
${each((_, id) => `n${id}: { subnet: 10.20.${id}.0/24 }`)}routers:
  tor:
    asn: 65001
    routerId: 10.0.255.1
    addresses: { client: 192.168.20.101, ${legs.join(", ")} }
clusters:
${each((count, id) => `c${id}: { id: ${id}, network: n${id}, asn: ${65100 + id}, workers: ${count - 1} }`)}pools:
  anycast: { range: 172.30.0.0/28 }
services:
  web: { image: "example/web:1.0", port: 80, pool: anycast, address: 172.30.0.1, replicas: ${replicas} }
clients:
  client: { network: client, address: 192.168.20.2 }
`;
}
