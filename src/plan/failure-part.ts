import type { Plan } from "./plan.ts";

/** One thing that can fail, by its name, and what fails with it. */
export interface FailurePart {
  readonly kind: "router" | "cluster" | "node" | "link";
  readonly name: string;
  readonly routers: readonly string[];
  /** Those of a cluster, or the node itself. */
  readonly nodes: readonly string[];
  readonly routerLegs: readonly RouterLeg[];
  readonly nodeLinks: readonly NodeLink[];
}

/** A router's attachment to a network. */
export interface RouterLeg {
  readonly router: string;
  readonly network: string;
}

/** A node's attachment to the network of its cluster. */
export interface NodeLink {
  readonly node: string;
  readonly network: string;
}

/** Everything in a lab that can fail, by its name: routers, clusters, nodes, then the links of routers and of nodes. */
export function failureParts(plan: Plan): ReadonlyMap<string, FailurePart> {
  const parts = [
    ...plan.routers.map(({ name }) => part("router", name, { routers: [name] })),
    ...plan.clusters.map(({ name, nodes }) =>
      part("cluster", name, { nodes: nodes.map((node) => node.name) }),
    ),
    ...plan.clusters.flatMap(({ nodes }) => nodes.map(({ name }) => part("node", name, { nodes: [name] }))),
    ...plan.routers.flatMap(({ name: router, legs }) =>
      legs.map(({ network }) => part("link", `${router}:${network}`, { routerLegs: [{ router, network }] })),
    ),
    ...plan.clusters.flatMap(({ network, nodes }) =>
      nodes.map(({ name: node }) => part("link", `${node}:${network}`, { nodeLinks: [{ node, network }] })),
    ),
  ];
  return new Map(parts.map((each) => [each.name, each]));
}

function part(
  kind: FailurePart["kind"],
  name: string,
  what: Partial<Omit<FailurePart, "kind" | "name">>,
): FailurePart {
  return { kind, name, routers: [], nodes: [], routerLegs: [], nodeLinks: [], ...what };
}
