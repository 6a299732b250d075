import { formatHost } from "../address/host.ts";
import { formatPrefix } from "../address/prefix.ts";
import { clustersBehind } from "../network/addressing.ts";
import type { Network, Router } from "../network/network.ts";
import { FRR_MAX_NEXT_HOPS } from "../network/releases.ts";
import { announcementsOf, announcingNodes, isAccepted } from "./announcements.ts";
import { must } from "./must.ts";
import type { PlannedCluster, PlannedRouter, PlannedService } from "./plan.ts";

/** The largest `bgp listen limit` that FRR takes. */
const MAX_LISTEN_LIMIT = 65535;

/** A router: its place in the lab, and what follows from the clusters behind it. */
export function planRouter(
  router: Router,
  network: Network,
  clusters: readonly PlannedCluster[],
  services: readonly PlannedService[],
): PlannedRouter {
  const names = new Set(clustersBehind(network, router).map(({ name }) => name));
  const behind = clusters.filter(({ name }) => names.has(name));
  const accepted = announcementsOf(behind, services).filter((one) => isAccepted(one, router.policy));
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
    multipathRelax: accepted.some(({ by }) => new Set(by.map(({ cluster }) => cluster.asn)).size > 1),
    maximumPaths: Math.min(
      FRR_MAX_NEXT_HOPS,
      accepted.map(announcingNodes).reduce((a, b) => Math.max(a, b), 1),
    ),
    listenLimit: Math.min(MAX_LISTEN_LIMIT, Math.max(1, 2 * nodes)),
  };
}
