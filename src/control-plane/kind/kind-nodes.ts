import type { KubernetesNode } from "../control-plane.ts";

/**
 * Nodes as kind makes them. It names a node after the cluster and its role, and numbers those of a role from the second
 * on. Labels are those of kind.yaml, and those that kubelet, kubeadm and kind put on.
 */
export function kindNodes(
  cluster: string,
  nodes: readonly Pick<KubernetesNode, "role" | "labels">[],
): readonly KubernetesNode[] {
  const count = { "control-plane": 0, worker: 0 };
  return nodes.map(({ role, labels }) => {
    const number = ++count[role];
    const name = `${cluster}-${role}${number === 1 ? "" : number}`;
    const system = {
      "kubernetes.io/hostname": name,
      "kubernetes.io/os": "linux",
      "beta.kubernetes.io/os": "linux",
    };
    return { name, role, labels: { ...system, ...roleLabels(role, nodes.length), ...labels } };
  });
}

/** kind takes the second one off the control plane of a cluster that has no other node. */
function roleLabels(role: KubernetesNode["role"], nodes: number): Readonly<Record<string, string>> {
  if (role === "worker") return {};
  return {
    "node-role.kubernetes.io/control-plane": "",
    ...(nodes > 1 ? { "node.kubernetes.io/exclude-from-external-load-balancers": "" } : {}),
  };
}
