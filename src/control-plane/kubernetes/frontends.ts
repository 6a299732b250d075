import type { Frontend } from "../control-plane.ts";
import { type Remarking, remark } from "../remarking.ts";
import type { RunningCluster, RunningService } from "./running-cluster.ts";

type Policy = "Cluster" | "Local";

/**
 * What Cilium's load balancer on each node answers. With the policy Local a node answers for its own pods only, and
 * drops what comes if it has none. ClusterIPs are for the inside, unless `bpf.lbExternalClusterIP` opens them.
 */
export function* frontends(cluster: RunningCluster): Remarking<readonly Frontend[]> {
  const { applied, slices, services } = cluster;
  const { values, cluster: kind } = applied;
  if (!kind.kubeProxy && !values.kubeProxyReplacement) {
    const message =
      "`kubeProxyReplacement` is not true, and kind.yaml has no kube-proxy: nobody answers for services";
    yield remark("cilium-values.yaml", message);
    return [];
  }
  return [...slices.keys()].flatMap((node) =>
    services.flatMap((service) =>
      answered(service, values.externalClusterIps).flatMap(({ address, policy }) =>
        service.ports.map(({ port, answering }): Frontend => ({
          node,
          service: nameOf(service),
          address,
          port,
          pods: policy === "Local" ? answering.filter((pod) => pod.node === node) : answering,
        })),
      ),
    ),
  );
}

function answered(
  { resource, clusterIp, loadBalancerIps }: RunningService,
  externalClusterIps: boolean,
): readonly { readonly address: string; readonly policy: Policy }[] {
  const {
    externalIPs,
    externalTrafficPolicy: outside = "Cluster",
    internalTrafficPolicy: inside,
  } = resource.spec;
  return [
    ...[...loadBalancerIps, ...externalIPs].map((address) => ({ address, policy: outside })),
    ...(externalClusterIps && clusterIp !== undefined ? [{ address: clusterIp, policy: inside }] : []),
  ];
}

/** The namespace `default` goes without saying. */
function nameOf({ resource: { name, namespace } }: RunningService): string {
  return namespace === "default" ? name : `${namespace}/${name}`;
}
