import { formatHost } from "../address/host.ts";
import { formatPrefix } from "../address/prefix.ts";
import { clustersBehind } from "../network/addressing.ts";
import type { Cluster, Network, Router } from "../network/network.ts";
import { kindNodes } from "../network/node-names.ts";
import { must } from "./must.ts";
import type { Peering, PlannedPool } from "./plan.ts";
import { poolsOf } from "./plan-cluster.ts";

/** Every router with every cluster on a network of its own, in the order of routers, then clusters. */
export function planPeerings(network: Network, pools: readonly PlannedPool[]): readonly Peering[] {
  return network.routers.flatMap((router) =>
    clustersBehind(network, router).map((cluster) => planPeering(router, cluster, network, pools)),
  );
}

function planPeering(
  router: Router,
  cluster: Cluster,
  network: Network,
  pools: readonly PlannedPool[],
): Peering {
  const { timers, restartTime, multihop, advertise } = cluster.bgp;
  const segment = must(cluster.segment, "a network");
  const leg = must(
    router.legs.find((candidate) => candidate.segment === segment),
    "an address of the router",
  );
  const strict = router.policy === "pools";
  const accepts = strict
    ? poolsOf(network.services.filter(({ clusters }) => clusters.includes(cluster)))
    : [];
  return {
    router: router.name,
    cluster: cluster.name,
    network: segment.name,
    type: "ebgp",
    routerAddress: formatHost(leg.address),
    routerAsn: router.asn,
    clusterAsn: cluster.asn,
    listenRange: formatPrefix(segment.subnet),
    nodes: kindNodes(cluster).map(({ name }) => name),
    timers,
    gracefulRestart: { enabled: restartTime !== undefined, restartTime: restartTime ?? 0 },
    multihop,
    advertise,
    accepts,
    maximumPrefixes: pools
      .filter(({ name }) => accepts.includes(name))
      .reduce((sum, { size }) => sum + size, 0),
    names: {
      peerGroup: `CLUSTER-${cluster.name}`,
      routeMapIn: strict ? `FROM-${cluster.name}` : "ACCEPT-ALL",
      routeMapOut: strict ? "TO-CLUSTERS" : "ACCEPT-ALL",
    },
  };
}
