import type { Resource } from "../applied.ts";
import type { KubernetesNode } from "../control-plane.ts";
import { matches } from "./matches.ts";

/** What a deployment says of its pods. */
export type PodSpec = Resource<"Deployment">["spec"]["template"]["spec"];

/** Whether a pod wants this node, by `nodeName` and `nodeSelector`. */
export function isWanted({ nodeName, nodeSelector }: PodSpec, node: KubernetesNode): boolean {
  const selector = { matchLabels: nodeSelector, matchExpressions: undefined };
  return (nodeName === undefined || nodeName === node.name) && matches(selector, node.labels);
}

/** Whether a pod puts up with the taints of this node: kubeadm taints control planes, unless there is only one node. */
export function isTolerated(
  { tolerations }: PodSpec,
  node: KubernetesNode,
  nodes: readonly unknown[],
): boolean {
  if (node.role === "worker" || nodes.length === 1) return true;
  return tolerations.some(
    ({ key, operator, value, effect }) =>
      (effect === undefined || effect === "NoSchedule") &&
      (key === undefined ? operator === "Exists" : key === TAINT && (operator === "Exists" || value === "")),
  );
}

const TAINT = "node-role.kubernetes.io/control-plane";
