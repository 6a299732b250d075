import { formatHost } from "../address/host.ts";
import { formatPrefix } from "../address/prefix.ts";
import { announcingNodes } from "../network/announcing.ts";
import { type Cluster, type Network, nodeCount, type Service } from "../network/network.ts";
import { kindLoadBalancer, kindNodes } from "../network/node-names.ts";
import { ciliumRelease, kindNodeImage } from "../network/releases.ts";
import { must } from "./must.ts";
import type { ClusterLabels, PlannedCluster } from "./plan.ts";

/**
 * A dedicated node label, so that a node is taken out of service by changing it (Cilium's maintenance procedure);
 * the others join advertisement, services and pools.
 */
const LABELS: ClusterLabels = {
  node: { key: "bgp", value: "enabled" },
  advertisement: { key: "advertise", value: "bgp" },
  service: { key: "lbmode", value: "bgp" },
  poolKey: "pool",
};

/** One cluster; it depends on nothing but its own entry and the inventory's defaults, so neighbours never move it. */
export function planCluster(
  cluster: Cluster,
  services: readonly Service[],
  network: Network,
): PlannedCluster {
  const { name, id, provider, asn, cilium, kubernetes } = cluster;
  const release = must(ciliumRelease(cilium), "a known Cilium release");
  const nodes = kindNodes(cluster);
  return {
    name,
    id,
    provider,
    context: `kind-${name}`,
    network: must(cluster.segment, "a network").name,
    asn,
    nodes,
    nodeImage: must(cluster.nodeImage ?? kindNodeImage(network.versions.kind, kubernetes), "a node image"),
    kubernetes,
    cilium: { version: cilium, apiVersion: release.apiVersion, proven: release.proven },
    podSubnet: formatPrefix(must(cluster.podSubnet, "a pod subnet")),
    serviceSubnet: formatPrefix(must(cluster.serviceSubnet, "a service subnet")),
    apiServer: { host: kindLoadBalancer(cluster) ?? must(nodes[0], "a control plane").name, port: 6443 },
    // Two operators refuse to run on one node (required anti-affinity): the second would stay pending.
    operatorReplicas: Math.min(2, nodes.length),
    advertise: cluster.bgp.advertise,
    externalClusterIps: cluster.bgp.advertise.includes("ClusterIP"),
    labels: LABELS,
    pools: poolsOf(services),
    services: services.map((service) => ({
      name: service.name,
      replicas: service.replicas ?? nodeCount(cluster),
      announcingNodes: announcingNodes(service, cluster),
      clusterIp: clusterIp(service, cluster),
    })),
  };
}

function clusterIp({ clusterIps }: Service, cluster: Cluster): string {
  const chosen = clusterIps.find((one) => one.cluster === cluster);
  return chosen ? formatHost(chosen.address) : "";
}

/** The pools of services, each once, in the order of the services. */
function poolsOf(services: readonly Service[]): readonly string[] {
  return [...new Set(services.map(({ pool }) => must(pool, "a pool").name))];
}
