import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { analyze } from "../../src/compile.ts";
import { type Failure, parseFailure } from "../../src/plan/failure.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { goldenInventory } from "../golden/inventories.ts";

const plan = planOf("two-clusters");
const racks = planOf("two-routers");

describe("what can be written after --fail", () => {
  it("is the name of a router, cluster, node, or link of either", () => {
    expect(failureOf("frrtor")).toMatchObject({
      parts: [{ kind: "router" }],
      routers: ["frrtor"],
      nodes: [],
    });
    expect(failureOf("kind01")).toMatchObject({
      parts: [{ kind: "cluster", name: "kind01" }],
      nodes: ["kind01-control-plane", "kind01-worker"],
    });
    expect(failureOf("kind01-worker")).toMatchObject({ parts: [{ kind: "node" }], nodes: ["kind01-worker"] });
    expect(failureOf("frrtor:kind01")).toMatchObject({
      parts: [{ kind: "link", name: "frrtor:kind01" }],
      routerLegs: [{ router: "frrtor", network: "kind01" }],
      nodes: [],
    });
    expect(failureOf("kind01-worker:kind01")).toMatchObject({
      parts: [{ kind: "link" }],
      nodeLinks: [{ node: "kind01-worker", network: "kind01" }],
      nodes: [],
    });
  });

  it("is several of them for what fails together, each once", () => {
    expect(failureOf(" kind01-worker, frrtor:kind02 ,kind01-worker")).toEqual({
      text: "kind01-worker,frrtor:kind02",
      parts: [
        { kind: "node", name: "kind01-worker" },
        { kind: "link", name: "frrtor:kind02" },
      ],
      routers: [],
      nodes: ["kind01-worker"],
      routerLegs: [{ router: "frrtor", network: "kind02" }],
      nodeLinks: [],
    });
    expect(failureOf("kind01-worker,kind01").nodes).toEqual(["kind01-worker", "kind01-control-plane"]);
  });

  it("means the cluster where a network is called the same", () => {
    expect(failureOf("rack1", racks).parts).toEqual([{ kind: "cluster", name: "rack1" }]);
  });

  it("can be written again: the text of a failure means the same failure", () => {
    const names = [
      "frrtor",
      ...plan.clusters.flatMap(({ name, nodes }) => [name, ...nodes.map((node) => node.name)]),
      ...plan.routers.flatMap(({ legs }) => legs.map(({ network }) => `frrtor:${network}`)),
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...names), { minLength: 1 }), (some) => {
        const failure = failureOf(some.join(","));
        expect(failureOf(failure.text)).toEqual(failure);
        expect(new Set(failure.nodes).size).toBe(failure.nodes.length);
      }),
    );
  });

  it("is, whatever it says, a failure of things that are there or a problem", () => {
    const text = fc.oneof(
      fc.string(),
      fc
        .array(fc.constantFrom("frrtor", "kind01", "client", "kind01-worker", ":", ",", "x", "__proto__"))
        .map((words) => words.join("")),
    );
    fc.assert(
      fc.property(text, (words) => {
        const parsed = parseFailure(words, plan);
        if ("problem" in parsed) expect(parsed.problem).not.toBe("");
        else expect(parsed.parts.length).toBeGreaterThan(0);
      }),
    );
  });
});

/** What is written, what is wrong with it, and what helps. */
const PROBLEMS: readonly (readonly [text: string, problem: string, help: string])[] = [
  [
    "kind01-wroker",
    "`kind01-wroker` is no node, cluster, router or link of `two-routers`",
    "there are `tor1`",
  ],
  ["rack1-wroker", "`rack1-wroker` is no node", "did you mean `rack1-worker`?"],
  ["rack1,tor3", "`tor3` is no node", "did you mean `tor1`?"],
  ["xyzzy", "`xyzzy` is no node", "there are `tor1`, `tor2`, `rack1`, `rack2`, `rack1-control-plane`, "],
  ["desk1", "`desk1` is a network, and what fails are links to it", "one of them is `tor1:desk1`"],
  ["anna", "`anna` is a client, and what fails are", "the link of its router is `tor1:desk1`"],
  ["", "a name is empty", "what fails is, for example, `tor1`, `rack1`, `rack1-control-plane`, `tor1:desk1`"],
  ["tor1,,tor2", "a name is empty", "what fails is, for example"],
  ["tor1:rack2", "router `tor1` has no link to `rack2`", "did you mean `tor1:rack1`?"],
  ["tor1:xyzzy", "router `tor1` has no link to `xyzzy`", "there are `tor1:desk1` and `tor1:rack1`"],
  ["rack1-worker:desk1", "node `rack1-worker` has no link to `desk1`", "did you mean `rack1-worker:rack1`?"],
  [
    "rack1:rack1",
    "`rack1` is a cluster, and links are those of its nodes",
    "`rack1` alone is all of its nodes",
  ],
  ["desk1:tor1", "`desk1:tor1` is no link: a router or node comes first", "did you mean `tor1:desk1`?"],
  ["tor3:desk1", "there is no router or node `tor3`", "did you mean `tor1:desk1`?"],
  ["xyzzy:somewhere", "there is no router or node `xyzzy`", "what fails is, for example"],
  ["tor1:rack1:rack1", "`tor1:rack1:rack1` is no link", "what fails is, for example"],
  [":rack1", "`:rack1` is no link", "what fails is, for example"],
];

describe("a name that means nothing", () => {
  it.each(PROBLEMS)("`%s` is a problem: %s", (text, problem, help) => {
    const parsed = parseFailure(text, racks);
    expect(parsed).toMatchObject({
      problem: expect.stringContaining(problem),
      help: expect.stringContaining(help),
    });
  });
});

function failureOf(text: string, of: Plan = plan): Failure {
  const parsed = parseFailure(text, of);
  if ("problem" in parsed) throw new Error(parsed.problem);
  return parsed;
}

function planOf(name: string): Plan {
  const found = analyze(goldenInventory(name).source).plan;
  if (!found) throw new Error(`${name} has errors`);
  return found;
}
