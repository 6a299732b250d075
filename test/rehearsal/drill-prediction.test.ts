import { describe, expect, it } from "vitest";
import { analyze } from "../../src/compile.ts";
import { afterFailure } from "../../src/plan/after-failure.ts";
import { type Failure, parseFailure } from "../../src/plan/failure.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { boundOf, type NextHops, predictDrill } from "../../src/rehearsal/drills/drill-prediction.ts";
import { drillsLimit } from "../../src/rehearsal/drills/drill-times.ts";
import { faultsOf } from "../../src/rehearsal/drills/faults.ts";
import { goldenInventory } from "../golden/inventories.ts";

const twoClusters = goldenInventory("two-clusters").source.text;
const plan = planOf(twoClusters);
const verbatim = planOf(goldenInventory("two-clusters-verbatim").source.text);
const racks = planOf(goldenInventory("two-routers").source.text);
/** A second service, that one cluster alone serves. */
const solo = planOf(
  twoClusters.replace(
    "\nclients:",
    '  solo: { image: "nginx:1.27.0", port: 81, pool: anycast, address: 172.30.0.11, clusters: [kind01] }\n\nclients:',
  ),
);

describe("where no way is left", () => {
  it.each([
    [plan, 9, 0],
    [verbatim, 24, 15],
  ])(
    "next hops still go when the routers notice, and requests are lost until it is back",
    (of, lost, killed) => {
      expect(predicted("kind01,kind02", of)).toEqual([
        {
          event: "link lost silently",
          within: lost,
          streams: ["client nginxhello undefined"],
          bound: undefined,
        },
        {
          event: "process killed",
          within: killed,
          streams: ["client nginxhello undefined"],
          bound: undefined,
        },
      ]);
      const [first] = predictions("kind01,kind02", of);
      expect(first?.left.get("frrtor")?.get("172.30.0.10/32")).toEqual([]);
    },
  );

  it("no next hop changes if it is the client's own link that is lost", () => {
    expect(predicted("frrtor:client", plan)).toEqual([
      { event: "link lost silently", within: 0, streams: ["client nginxhello undefined"], bound: undefined },
    ]);
    const [first] = predictions("frrtor:client", plan);
    expect(first?.left).toEqual(nextHopsOf(plan));
  });

  it("to one service, the other has its own bound", () => {
    expect(predicted("kind01", solo)).toEqual([
      {
        event: "link lost silently",
        within: 9,
        streams: ["client nginxhello 9", "client solo undefined"],
        bound: 9,
      },
      {
        event: "process killed",
        within: 0,
        streams: ["client nginxhello 0", "client solo undefined"],
        bound: 0,
      },
    ]);
  });
});

describe("a client that a failure does not concern", () => {
  it("loses nothing, however long others do", () => {
    expect(predicted("rack2-worker:rack2", racks)).toMatchObject([
      { within: 9, streams: ["anna web 0", "ben web 0", "carl web 9", "carl api 9"], bound: 9 },
    ]);
    expect(predicted("kind02", solo)).toMatchObject([
      { streams: ["client nginxhello 9", "client solo 0"] },
      {},
    ]);
  });
});

describe("a router that fails together with", () => {
  it("a link elsewhere has the bound of the link", () => {
    expect(predicted("tor1,rack2-worker:rack2", racks)).toEqual([
      {
        event: "link lost silently",
        within: 9,
        streams: ["anna web undefined", "ben web undefined", "carl web 9", "carl api 9"],
        bound: 9,
      },
    ]);
    expect(faults("tor1,rack2-worker:rack2", racks)).toEqual([
      { links: ["rack2-worker:rack2", "tor1:desk1", "tor1:rack1"], hosts: ["tor1"] },
    ]);
  });

  it("a node elsewhere has a drill for each way in which the node can go", () => {
    expect(predicted("tor1,rack2-worker", racks)).toMatchObject([
      { event: "link lost silently", within: 9, bound: 9 },
      { event: "process killed", within: 0, bound: 0 },
    ]);
    expect(faults("tor1,rack2-worker", racks)).toEqual([
      { links: ["rack2-worker:rack2", "tor1:desk1", "tor1:rack1"], hosts: ["tor1"] },
      { links: ["tor1:desk1", "tor1:rack1"], hosts: ["tor1", "rack2-worker"] },
    ]);
  });

  it("a link of its own, or behind it, is waited for by nobody", () => {
    expect(predicted("tor1,tor1:rack1", racks)).toMatchObject([{ event: "process killed", within: 0 }]);
    expect(predicted("frrtor,kind01-worker:kind01", plan)).toMatchObject([
      { event: "link lost silently", within: 0, streams: ["client nginxhello undefined"] },
    ]);
  });
});

describe("a node and a link of others", () => {
  it("are lost in one way only, the slower", () => {
    expect(predicted("kind01-worker,frrtor:kind02", verbatim)).toMatchObject([
      { event: "link lost silently", within: 24, bound: 24 },
    ]);
  });
});

describe("the time that drills may take", () => {
  it.each([
    ["the longest", "{ hold: 65535, keepalive: 21845, connectRetry: 65535 }", 2 * (65535 + 3 * 65535)],
    ["Cilium's default", "{ hold: 90, keepalive: 30, connectRetry: 120 }", 2 * (90 + 3 * 120)],
  ])("is more than %s times ask for, in both ways of a failure", (_whose, timers, least) => {
    const slow = planOf(`${twoClusters}\nbgp: { timers: ${timers} }\n`);
    expect(drillsLimit(slow, failureOf("kind01", slow))).toBeGreaterThan(least);
  });
});

function predicted(text: string, of: Plan) {
  return predictions(text, of).map(({ event, within, streams, ...rest }) => ({
    event,
    within,
    streams: streams.map(({ answer, bound }) => `${answer.client} ${answer.service} ${bound}`),
    bound: boundOf({ within, streams, ...rest }),
  }));
}

function predictions(text: string, of: Plan) {
  const failure = failureOf(text, of);
  return faultsOf(failure, portsOf(of)).map(({ event }) => ({
    event,
    ...predictDrill(of, afterFailure(of, failure), event, nextHopsOf(of)),
  }));
}

function faults(text: string, of: Plan) {
  return faultsOf(failureOf(text, of), portsOf(of)).map(({ links, hosts }) => ({
    links: links.map(({ host, network }) => `${host}:${network}`),
    hosts,
  }));
}

/** The next hops when all is well: in these inventories every node announces. */
function nextHopsOf({ expected, routers }: Plan): NextHops {
  return new Map(
    routers.map(({ name }) => [
      name,
      new Map(
        expected.routes
          .filter(({ router, nextHops }) => router === name && nextHops > 0)
          .map(({ prefix, paths }) => [prefix, paths.flatMap(({ nodes }) => nodes)]),
      ),
    ]),
  );
}

function portsOf({ routers, clusters }: Plan) {
  const legs = [
    ...routers.flatMap(({ name, legs: own }) => own.map(({ network }) => ({ host: name, network }))),
    ...clusters.flatMap(({ network, nodes }) => nodes.map(({ name }) => ({ host: name, network }))),
  ];
  return legs.map((leg, i) => ({ ...leg, port: `port${i}`, bridge: "" }));
}

function failureOf(text: string, of: Plan): Failure {
  const failure = parseFailure(text, of);
  if ("problem" in failure) throw new Error(failure.problem);
  return failure;
}

function planOf(text: string): Plan {
  const { plan: found, diagnostics } = analyze({ name: "x.yaml", text });
  if (!found) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return found;
}
