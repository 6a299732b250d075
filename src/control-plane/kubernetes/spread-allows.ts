import type { KubernetesNode } from "../control-plane.ts";
import { matches } from "./matches.ts";
import { isTolerated, isWanted, type PodSpec } from "./may-run.ts";
import type { Owner, RunningPod } from "./running-pod.ts";

type Test = (node: KubernetesNode) => boolean;
type Constraint = PodSpec["topologySpreadConstraints"][number];

/**
 * Which nodes the constraints of `topologySpreadConstraints` leave for one more pod. Nodes whose taints keep the pod
 * away count as empty all the same, unless `nodeTaintsPolicy` is Honor: with a skew of 1 the others get one pod each,
 * and no more.
 */
export function spreadAllows(
  owner: Owner,
  nodes: readonly KubernetesNode[],
  pods: readonly RunningPod[],
): Test {
  const tests = owner.spec.template.spec.topologySpreadConstraints
    .filter(({ whenUnsatisfiable }) => whenUnsatisfiable === "DoNotSchedule")
    .map((constraint) => constraintAllows(constraint, owner, nodes, pods));
  return (node) => tests.every((test) => test(node));
}

function constraintAllows(
  constraint: Constraint,
  owner: Owner,
  nodes: readonly KubernetesNode[],
  pods: readonly RunningPod[],
): Test {
  const { labelSelector, maxSkew, minDomains = 1 } = constraint;
  const domains = domainsOf(constraint, owner.spec.template.spec, nodes);
  const counts = new Map([...domains.values()].map((domain) => [domain, 0]));
  for (const pod of pods) {
    const domain = domains.get(pod.node);
    const counted = pod.owner.namespace === owner.namespace && matches(labelSelector, labelsOf(pod.owner));
    if (domain !== undefined && counted) counts.set(domain, (counts.get(domain) ?? 0) + 1);
  }
  const fewest = counts.size < minDomains ? 0 : Math.min(...counts.values());
  const itself = matches(labelSelector, labelsOf(owner)) ? 1 : 0;
  return ({ name }) => {
    const domain = domains.get(name);
    return domain !== undefined && (counts.get(domain) ?? 0) + itself - fewest <= maxSkew;
  };
}

/** The domain of each node that counts: the value of its label `topologyKey`. */
function domainsOf(
  { topologyKey, nodeAffinityPolicy, nodeTaintsPolicy }: Constraint,
  spec: PodSpec,
  nodes: readonly KubernetesNode[],
): ReadonlyMap<string, string> {
  const counting = nodes.filter(
    (node) =>
      (nodeAffinityPolicy === "Ignore" || isWanted(spec, node)) &&
      (nodeTaintsPolicy === "Ignore" || isTolerated(spec, node, nodes)),
  );
  return new Map(
    counting.flatMap(({ name, labels }) => {
      const domain = labels[topologyKey];
      return domain === undefined ? [] : [[name, domain]];
    }),
  );
}

function labelsOf({ spec }: Owner): Readonly<Record<string, string>> {
  return spec.template.metadata.labels;
}
