import type { Cluster } from "./network.ts";

export type NodeRole = "control-plane" | "worker";

/** kind's names are fixed: `<cluster>-control-plane`, `-control-plane2`, ..., `<cluster>-worker`, `-worker2`, ... */
export function kindNodes({
  name,
  controlPlanes,
  workers,
}: Cluster): readonly { readonly name: string; readonly role: NodeRole }[] {
  const numbered = (role: NodeRole, count: number) =>
    Array.from({ length: count }, (_, i) => ({ name: `${name}-${role}${i === 0 ? "" : i + 1}`, role }));
  return [...numbered("control-plane", controlPlanes), ...numbered("worker", workers)];
}

/** With several control planes kind puts a load balancer in front of them, as one more container on the network. */
export function kindLoadBalancer({ name, controlPlanes }: Cluster): string | undefined {
  return controlPlanes > 1 ? `${name}-external-load-balancer` : undefined;
}

/** Every container that kind starts for a cluster. */
export function kindContainerNames(cluster: Cluster): readonly string[] {
  const loadBalancer = kindLoadBalancer(cluster);
  return [...kindNodes(cluster).map(({ name }) => name), ...(loadBalancer ? [loadBalancer] : [])];
}
