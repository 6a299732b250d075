import { describe, expect, it } from "vitest";
import { checkFib } from "../../src/rehearsal/checks/check-fib.ts";
import { checkFlows, spreadOf } from "../../src/rehearsal/checks/check-flows.ts";
import { checkRib } from "../../src/rehearsal/checks/check-rib.ts";
import { checkSessions } from "../../src/rehearsal/checks/check-sessions.ts";
import { checkSpread } from "../../src/rehearsal/checks/check-spread.ts";
import type { BgpPath, RouterState } from "../../src/rehearsal/frr/router-state.ts";
import type { Answer } from "../../src/rehearsal/programs/answer.ts";
import { treeOf } from "./rehearsed.ts";

const { expected } = treeOf("two-clusters").plan;
const VIP = "172.30.0.10/32";
const NODES = [
  ["10.20.128.2", "kind01-control-plane", 65101],
  ["10.20.128.3", "kind01-worker", 65101],
  ["172.20.128.2", "kind02-control-plane", 65102],
  ["172.20.128.3", "kind02-worker", 65102],
] as const;
const hosts = new Map(NODES.map(([address, node]) => [address as string, node as string]));

/** What frrtor says when all is well, but for what a test wants otherwise. */
function state(otherwise: Partial<RouterState> = {}): RouterState {
  return {
    sessions: NODES.map(([address, , asn]) => ({ address, established: true, asn, accepted: 1 })),
    table: new Map([[VIP, paths()]]),
    nextHops: new Map([[VIP, NODES.map(([address]) => address)]]),
    discards: expected.discards.map(({ prefix }) => prefix),
    ...otherwise,
  };
}

function paths(): readonly BgpPath[] {
  return NODES.map(([from, , asn]) => ({ from, asPath: [asn], used: true }));
}

describe("sessions", () => {
  it("pass with those that are predicted", () => {
    expect(checkSessions(expected, "frrtor", state(), hosts)).toMatchObject({
      outcome: "pass",
      expected: "4 established",
      found: "4 established",
    });
  });

  it("fail with one that is down, and with a stranger", () => {
    const sessions = [
      ...state().sessions.slice(0, 3),
      { address: "172.20.128.3", established: false, asn: 65102, accepted: 0 },
      { address: "10.20.0.9", established: true, asn: 65101, accepted: 0 },
    ];
    expect(checkSessions(expected, "frrtor", state({ sessions }), hosts)).toMatchObject({
      outcome: "fail",
      found: "3, and 1 that nobody asked for",
      details: [
        "kind02-worker (AS 65102) has no session with 172.20.0.101 (AS 65001)",
        "10.20.0.9 has a session that is not predicted",
      ],
    });
  });
});

describe("BGP's table", () => {
  const check = (table: RouterState["table"], communities = new Map()) =>
    checkRib(expected, "frrtor", state({ table }), communities, hosts);

  it("passes when it is the predicted one", () => {
    expect(check(state().table)).toMatchObject({ outcome: "pass", found: "1 prefix, 4 paths" });
  });

  it.each([
    ["lacks a prefix", new Map(), `${VIP}: not in the table; paths predicted: 4`],
    [
      "has another",
      new Map([
        [VIP, paths()],
        ["0.0.0.0/0", paths().slice(0, 1)],
      ]),
      "0.0.0.0/0: not predicted; from kind01-control-plane",
    ],
    ["lacks a path", new Map([[VIP, paths().slice(1)]]), `${VIP}: paths from kind01: 1 in place of 2`],
    [
      "has a longer path",
      new Map([[VIP, paths().map((path) => ({ ...path, asPath: [65101, ...path.asPath] }))]]),
      `${VIP}: AS path 65101 65102 from kind02-worker in place of 65102`,
    ],
    [
      "has paths that are not used",
      new Map([[VIP, paths().map((path, i) => ({ ...path, used: i < 2 }))]]),
      `${VIP}: paths in use: 2 in place of 4; unused: those from kind02-control-plane, kind02-worker`,
    ],
    [
      "has a path from a stranger",
      new Map([[VIP, [...paths(), { from: "10.20.0.9", asPath: [65101], used: true }]]]),
      `${VIP}: also from 10.20.0.9`,
    ],
  ])("fails when it %s", (_what, table: RouterState["table"], detail) => {
    const { outcome, details } = check(table);
    expect(outcome).toBe("fail");
    expect(details).toContain(detail);
  });

  it("fails when a path has a community", () => {
    const communities = new Map([[VIP, new Map([["10.20.128.2", ["65101:1"]]])]]);
    expect(check(state().table, communities).details).toEqual([
      `${VIP}: communities 65101:1 from kind01-control-plane in place of none`,
    ]);
  });
});

describe("the kernel's routes", () => {
  it("pass with the predicted next hops and discards", () => {
    expect(checkFib(expected, "frrtor", state(), hosts).outcome).toBe("pass");
  });

  it.each([
    [
      "a next hop is missing",
      { nextHops: new Map([[VIP, ["10.20.128.2", "10.20.128.3", "172.20.128.2"]]]) },
      `${VIP}: no packet goes to kind02-worker`,
    ],
    [
      "a next hop is a stranger's",
      { nextHops: new Map([[VIP, ["10.20.0.9", "10.20.128.3", "172.20.128.2", "172.20.128.3"]]]) },
      `${VIP}: packets go to 10.20.0.9`,
    ],
    [
      "there is another route",
      { nextHops: new Map([...state().nextHops, ["0.0.0.0/0", ["10.20.128.2"]]]) },
      "0.0.0.0/0: not predicted",
    ],
    ["nothing is discarded", { discards: [] }, "172.30.0.10/31: not discarded"],
    [
      "too much is discarded",
      { discards: [...state().discards, "0.0.0.0/0"] },
      "0.0.0.0/0: discarded, and not predicted",
    ],
  ])("fail when %s", (_what, otherwise: Partial<RouterState>, detail) => {
    const { outcome, details } = checkFib(expected, "frrtor", state(otherwise), hosts);
    expect(outcome).toBe("fail");
    expect(details).toContain(detail);
  });
});

describe("flows", () => {
  const [answer] = expected.answers;
  const [route] = expected.routes;
  if (!answer || !route) throw new Error("two-clusters has a client and a route");

  /** So many answers of each node, from a pod of its own cluster. */
  function answers(counts: readonly number[], error = ""): readonly Answer[] {
    return NODES.flatMap(([, node, asn], i) =>
      Array.from({ length: counts[i] ?? 0 }, () => ({
        at: 0,
        took: 1,
        node: error === "" ? node : "",
        server: error === "" ? `${asn === 65101 ? "10.128.16.10" : "10.128.32.10"}:80` : "",
        name: "nginxhello",
        error,
      })),
    );
  }

  it("tells next hops, which are nodes, from answers, which are clusters' pods", () => {
    const spread = spreadOf(answer, expected, 400, answers([100, 90, 110, 100]));
    expect(spread).toMatchObject({
      answered: 400,
      nodes: { "kind01-worker": 90 },
      clusters: { kind01: 190, kind02: 210 },
    });
    expect(checkFlows(answer, route, 400, spread, answers([100, 90, 110, 100])).outcome).toBe("pass");
    expect(checkSpread(route, spread).outcome).toBe("pass");
  });

  it("fail when one request is lost, and when a cluster never answers", () => {
    const some = [...answers([200, 199]), ...answers([1], "no answer in 2000 ms")];
    expect(checkFlows(answer, route, 400, spreadOf(answer, expected, 400, some), some)).toMatchObject({
      outcome: "fail",
      details: ["not answered: 1 request: no answer in 2000 ms", "no pod of kind02 answered"],
    });
  });

  it("fail when they are spread unevenly: all on one node, or a node left out", () => {
    for (const counts of [
      [400, 0, 0, 0],
      [134, 133, 133, 0],
    ]) {
      expect(checkSpread(route, spreadOf(answer, expected, 400, answers(counts))).outcome).toBe("fail");
    }
  });

  it("say what is uneven where every next hop took some", () => {
    const { outcome, details } = checkSpread(
      route,
      spreadOf(answer, expected, 400, answers([300, 40, 40, 20])),
    );
    expect(outcome).toBe("fail");
    expect(details[1]).toBe(
      "each next hop took flows, but by chance alone the shares are hardly ever so unequal",
    );
  });

  it("are not judged when fewer than five for each next hop were asked for", () => {
    expect(checkSpread(route, spreadOf(answer, expected, 12, answers([3, 3, 3, 3])))).toMatchObject({
      outcome: "skipped",
      found: "12 flows: fewer than 20 cannot be judged",
    });
  });

  it("leave it open how they are spread when so many were lost that too few are left", () => {
    const lost = answers([400], "no answer in 2000 ms");
    const some = [...answers([3, 3, 3, 3]), ...lost.slice(12)];
    expect(checkSpread(route, spreadOf(answer, expected, 400, some))).toMatchObject({
      outcome: "inconclusive",
      found: "12 answers: too few to judge",
    });
  });

  it.each([
    [1, "pass"],
    [19, "pass"],
    [20, "fail"],
  ])("%i by one of two clusters: %s, for chance leaves one out as well", (number, outcome) => {
    const some = answers([number]);
    expect(checkFlows(answer, route, number, spreadOf(answer, expected, number, some), some).outcome).toBe(
      outcome,
    );
  });

  it("say nothing of a cluster none of whose paths may be in use", () => {
    const some = answers([200, 200]);
    const spread = spreadOf(answer, expected, 400, some);
    expect(checkFlows(answer, { ...route, nextHops: 2 }, 400, spread, some).outcome).toBe("pass");
    expect(checkFlows(answer, { ...route, nextHops: 3 }, 400, spread, some).details).toEqual([
      "no pod of kind02 answered",
    ]);
  });

  it("fail when an address answers that is no pod's", () => {
    const strange = answers([100, 100, 100, 100]).map((one) => ({ ...one, server: "192.0.2.1:80" }));
    expect(
      checkFlows(answer, route, 400, spreadOf(answer, expected, 400, strange), strange).details,
    ).toContain("192.0.2.1 answered, which is not predicted");
  });
});
