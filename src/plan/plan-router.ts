import { formatHost } from "../address/host.ts";
import { formatPrefix } from "../address/prefix.ts";
import { clustersBehind } from "../network/addressing.ts";
import type { Network, Router } from "../network/network.ts";
import { FRR_MAX_NEXT_HOPS } from "../network/releases.ts";
import { must } from "./must.ts";
import type { PlannedCluster, PlannedRouter } from "./plan.ts";
import { announcedBy, serversByService } from "./servers.ts";

/** The largest `bgp listen limit` that FRR takes. */
const MAX_LISTEN_LIMIT = 65535;

/** A router: its place in the lab, and what follows from the clusters behind it. */
export function planRouter(
  router: Router,
  network: Network,
  clusters: readonly PlannedCluster[],
): PlannedRouter {
  const names = new Set(clustersBehind(network, router).map(({ name }) => name));
  const behind = clusters.filter(({ name }) => names.has(name));
  const servers = [...serversByService(behind).values()];
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
    multipathRelax: servers.some((some) => new Set(some.map(({ cluster }) => cluster.asn)).size > 1),
    maximumPaths: Math.min(
      FRR_MAX_NEXT_HOPS,
      servers.map(announcedBy).reduce((a, b) => Math.max(a, b), 1),
    ),
    listenLimit: Math.min(MAX_LISTEN_LIMIT, Math.max(1, 2 * nodes)),
  };
}
