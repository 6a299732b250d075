import type { ControlPlane, KubernetesNode } from "../control-plane/control-plane.ts";
import type { Plan } from "../plan/plan.ts";

/**
 * Leaves the nodes of a cluster out if one of them cannot have its name, and refuses its kind.yaml: the names come from
 * there, and every host's name is unique. Between two clusters it is the one that the plan does not have the nodes of.
 */
export function withOwnNames(
  plan: Plan,
  controlPlanes: ReadonlyMap<string, ControlPlane>,
): ReadonlyMap<string, ControlPlane> {
  const owners = new Map<string, string>([
    ...plan.routers.map(({ name }) => [name, "a router"] as const),
    ...plan.clients.map(({ name }) => [name, "a client"] as const),
  ]);
  const problems = new Map<string, string>();
  for (const [cluster, { nodes }] of inOrderOfRight(plan, controlPlanes)) {
    const problem = nodes.map(({ name }) => whyNot(name, owners)).find((reason) => reason !== undefined);
    if (problem !== undefined) problems.set(cluster, problem);
    else for (const { name } of nodes) owners.set(name, `a node of ${cluster}`);
  }
  return new Map(
    [...controlPlanes].map(([cluster, made]) => {
      const problem = problems.get(cluster);
      return [cluster, problem === undefined ? made : withoutNodes(made, problem)];
    }),
  );
}

/** First the clusters whose nodes are those of the plan. */
function inOrderOfRight(
  { clusters }: Plan,
  controlPlanes: ReadonlyMap<string, ControlPlane>,
): readonly (readonly [string, ControlPlane])[] {
  const strangers = (cluster: string, nodes: readonly KubernetesNode[]) => {
    const planned = clusters.find(({ name }) => name === cluster)?.nodes.map(({ name }) => name);
    return nodes.filter(({ name }) => !planned?.includes(name)).length;
  };
  return [...controlPlanes].sort(
    ([a, one], [b, other]) => strangers(a, one.nodes) - strangers(b, other.nodes),
  );
}

/** Docker's rule for a container's name, and the kernel's longest host name, which kind's longest node names must fit. */
function whyNot(name: string, owners: ReadonlyMap<string, string>): string | undefined {
  const words = `its node \`${name}\``;
  const owner = owners.get(name);
  if (owner !== undefined) return `${words} has the name of ${owner}`;
  if (!/^[A-Za-z0-9][\w.-]+$/.test(name)) return `${words} cannot be the name of a container`;
  return name.length > 63 ? `${words} has a name of more than 63 characters` : undefined;
}

function withoutNodes(made: ControlPlane, problem: string): ControlPlane {
  const message = `${problem}, so none of its nodes is there`;
  const refusals = [...made.refusals, { file: "kind.yaml", message, isUnmodelled: false }];
  return { ...made, nodes: [], speakers: [], frontends: [], refusals };
}
