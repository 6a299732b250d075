import { formatHost } from "../address/host.ts";
import { formatPrefix } from "../address/prefix.ts";
import { clustersBehind } from "../network/addressing.ts";
import type { Network, Router } from "../network/network.ts";
import { FRR_MAX_NEXT_HOPS } from "../network/releases.ts";
import { must } from "./must.ts";
import type { PlannedCluster, PlannedRouter, PlannedService } from "./plan.ts";

/** A router: its place in the lab, and what follows from the clusters behind it. */
export function planRouter(
  router: Router,
  network: Network,
  clusters: readonly PlannedCluster[],
  services: readonly PlannedService[],
): PlannedRouter {
  const names = new Set(clustersBehind(network, router).map(({ name }) => name));
  const behind = clusters.filter(({ name }) => names.has(name));
  const servers = services.map(({ name }) =>
    behind.filter((cluster) => cluster.services.some((served) => served.name === name)),
  );
  const widths = services.map(({ name }) => nextHopsOf(name, behind));
  const nodes = behind.reduce((sum, cluster) => sum + cluster.nodes.length, 0);
  return {
    name: router.name,
    platform: router.platform,
    image: router.image,
    version: network.versions.frr,
    asn: router.asn,
    routerId: formatHost(router.routerId),
    legs: router.legs.map(({ segment, address }) => {
      const { name, subnet } = must(segment, "a network");
      return { network: name, address: formatHost(address), length: subnet.length };
    }),
    policy: router.policy,
    originated: router.originate.map(({ subnet }) => formatPrefix(subnet)),
    pools: [...new Set(behind.flatMap(({ pools }) => pools))],
    multipathRelax: servers.some((serving) => new Set(serving.map(({ asn }) => asn)).size > 1),
    maximumPaths: Math.max(1, Math.min(FRR_MAX_NEXT_HOPS, Math.max(0, ...widths))),
    listenLimit: Math.max(1, 2 * nodes),
  };
}

function nextHopsOf(service: string, clusters: readonly PlannedCluster[]): number {
  return clusters
    .flatMap(({ services }) => services.filter(({ name }) => name === service))
    .reduce((sum, { announcingNodes }) => sum + announcingNodes, 0);
}
