import { formatHost } from "../address/host.ts";
import { formatPrefix } from "../address/prefix.ts";
import { clustersBehind } from "../network/addressing.ts";
import type { Cluster, Network, Router } from "../network/network.ts";
import { must } from "./must.ts";
import type { Peering, PlannedCluster, PlannedPool } from "./plan.ts";

/** Every router with every cluster on a network of its own, in the order of routers, then clusters. */
export function planPeerings(
  network: Network,
  clusters: readonly PlannedCluster[],
  pools: readonly PlannedPool[],
): readonly Peering[] {
  const planned = new Map(clusters.map((cluster) => [cluster.name, cluster]));
  return network.routers.flatMap((router) =>
    clustersBehind(network, router).map((cluster) =>
      planPeering(router, cluster, must(planned.get(cluster.name), "the planned cluster"), pools),
    ),
  );
}

function planPeering(
  router: Router,
  cluster: Cluster,
  planned: PlannedCluster,
  pools: readonly PlannedPool[],
): Peering {
  const { timers, restartTime, multihop, authentication } = cluster.bgp;
  const segment = must(cluster.segment, "a network");
  const leg = must(
    router.legs.find((candidate) => candidate.segment === segment),
    "an address of the router",
  );
  const accepts = router.policy === "pools" ? planned.pools : [];
  return {
    router: router.name,
    cluster: cluster.name,
    network: segment.name,
    routerAddress: formatHost(leg.address),
    routerAsn: router.asn,
    clusterAsn: cluster.asn,
    listenRange: formatPrefix(segment.subnet),
    nodes: planned.nodes.map(({ name }) => name),
    timers,
    gracefulRestart: { enabled: restartTime !== undefined, restartTime: restartTime ?? 0 },
    multihop,
    authentication,
    policy: router.policy,
    accepts,
    maximumPrefixes: pools
      .filter(({ name }) => accepts.includes(name))
      .reduce((sum, { size }) => sum + size, 0),
  };
}
