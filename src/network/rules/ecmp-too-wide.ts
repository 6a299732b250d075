import { formatHost } from "../../address/host.ts";
import { clustersBehind } from "../addressing.ts";
import { announcingNodes } from "../announcing.ts";
import { type Cluster, nodeCount, type Router, type Service } from "../network.ts";
import { FRR_MAX_NEXT_HOPS } from "../releases.ts";
import type { Rule } from "../rule.ts";

/** FRR installs at most 256 next hops for a route: the nodes beyond get no traffic, and nobody says which. */
export const ecmpTooWide: Rule = {
  code: "ecmp-too-wide",
  severity: "error",
  allowable: true,
  *check(network) {
    for (const router of network.routers) {
      const behind = new Set(clustersBehind(network, router));
      for (const service of network.services) {
        const clusters = service.clusters.filter((cluster) => behind.has(cluster));
        const width = Math.max(addressWidth(service, clusters), clusterIpWidth(service, clusters, router));
        if (width <= FRR_MAX_NEXT_HOPS) continue;
        yield {
          span: service.at(),
          message: `service \`${service.name}\` has ${width} next hops on router \`${router.name}\`, and FRR installs at most ${FRR_MAX_NEXT_HOPS}`,
          help: "let fewer clusters serve it (`clusters:`), or let fewer nodes announce it (`replicas:`)",
        };
      }
    }
  },
};

function addressWidth(service: Service, clusters: readonly Cluster[]): number {
  return clusters.reduce((sum, cluster) => sum + announcingNodes(service, cluster), 0);
}

/** The widest of its ClusterIPs, which all nodes of a cluster announce; several clusters may have the same. */
function clusterIpWidth({ clusterIps }: Service, clusters: readonly Cluster[], { policy }: Router): number {
  if (policy === "pools") return 0;
  const chosen = new Map(clusterIps.map(({ cluster, address }) => [cluster, formatHost(address)]));
  const widths = new Map<string, number>();
  for (const cluster of clusters) {
    if (!cluster.bgp.advertise.includes("ClusterIP")) continue;
    const address = chosen.get(cluster) ?? cluster.name;
    widths.set(address, (widths.get(address) ?? 0) + nodeCount(cluster));
  }
  return Math.max(0, ...widths.values());
}
