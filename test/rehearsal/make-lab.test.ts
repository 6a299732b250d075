import { describe, expect, it } from "vitest";
import { makeLab } from "../../src/rehearsal/make-lab.ts";
import { goldenInventory } from "../golden/inventories.ts";
import { edited, type Tree, treeOf } from "./rehearsed.ts";

const tree = treeOf("two-clusters");

/** A tree whose kind.yaml of a cluster names the cluster otherwise. */
function named(cluster: string, name: string, before = tree): Tree {
  return edited(before, `${cluster}/kind.yaml`, /^name: .*$/m, `name: ${name}`);
}

/** Nodes of the lab, and what kind refuses, by cluster. */
function made({ plan, artifacts }: Tree) {
  const { lab, controlPlanes } = makeLab(plan, artifacts);
  const refusals = [...controlPlanes].flatMap(([cluster, { refusals: all }]) =>
    all.map(({ file, message }) => `${cluster}/${file}: ${message}`),
  );
  return { lab, nodes: lab.nodes.map(({ name }) => name), refusals };
}

const KIND01 = ["kind01-control-plane", "kind01-worker"];
const KIND02 = ["kind02-control-plane", "kind02-worker"];

describe("the nodes of a lab", () => {
  it("are those of the inventory", () => {
    expect(made(tree)).toMatchObject({ nodes: [...KIND01, ...KIND02], refusals: [] });
  });

  it("have the names that kind.yaml gives them, dots too, and addresses of their cluster's network", () => {
    const { lab, nodes, refusals } = made(named("kind02", "kind.02"));
    expect({ nodes, refusals }).toEqual({
      nodes: [...KIND01, "kind.02-control-plane", "kind.02-worker"],
      refusals: [],
    });
    expect(lab.nodes[3]?.legs).toEqual([
      { network: "kind02", address: expect.stringMatching(/^172\.20\.\d+\.\d+\/16$/) },
    ]);
  });

  it.each(["kind01", "kind02"])("are left out if they have the names of another cluster's: %s", (cluster) => {
    const [other, left] = cluster === "kind01" ? ["kind02", KIND02] : ["kind01", KIND01];
    const { nodes, refusals } = made(named(cluster, other));
    expect(nodes).toEqual(left);
    expect(refusals).toEqual([
      `${cluster}/kind.yaml: its node \`${other}-control-plane\` has the name of a node of ${other}, so none of its nodes is there`,
    ]);
  });

  it("have addresses of their own network if two clusters have swapped their names", () => {
    const { lab, nodes, refusals } = made(named("kind02", "kind01", named("kind01", "kind02")));
    expect({ nodes, refusals }).toEqual({ nodes: [...KIND02, ...KIND01], refusals: [] });
    expect(lab.nodes.map(({ legs }) => legs[0]?.address.slice(0, 7))).toEqual([
      "10.20.2",
      "10.20.2",
      "172.20.",
      "172.20.",
    ]);
  });

  it.each([
    ["a router", "frrtor:", "edge-worker:"],
    ["a client", "client: { network", "edge-worker: { network"],
  ])("are left out if one has the name of %s", (owner, before, after) => {
    const { text } = goldenInventory("two-clusters").source;
    const { nodes, refusals } = made(
      named("kind02", "edge", treeOf({ name: "two-clusters.yaml", text: text.replace(before, after) })),
    );
    expect(nodes).toEqual(KIND01);
    expect(refusals).toEqual([
      `kind02/kind.yaml: its node \`edge-worker\` has the name of ${owner}, so none of its nodes is there`,
    ]);
  });

  it.each([
    ["-kind", /`-kind-control-plane` cannot be the name of a container/],
    ["..", /`\.\.-control-plane` cannot be the name of a container/],
    ["k".repeat(60), /more than 63 characters/],
  ])("are left out if no container can have their names: %s", (name, words) => {
    const { nodes, refusals } = made(named("kind02", name));
    expect(nodes).toEqual(KIND01);
    expect(refusals).toEqual([expect.stringMatching(words)]);
  });
});
