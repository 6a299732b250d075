import type { PlannedCluster, ServedService } from "./plan.ts";

/** A cluster that serves a service, and how. */
export interface Server {
  readonly cluster: PlannedCluster;
  readonly served: ServedService;
}

/** Who serves what among some clusters, by the name of the service: looked through once, for there may be thousands. */
export function serversByService(
  clusters: readonly PlannedCluster[],
): ReadonlyMap<string, readonly Server[]> {
  const servers = new Map<string, Server[]>();
  for (const cluster of clusters) {
    for (const served of cluster.services) {
      const known = servers.get(served.name);
      if (known) known.push({ cluster, served });
      else servers.set(served.name, [{ cluster, served }]);
    }
  }
  return servers;
}

/** How many nodes announce a service's address: the next hops that a router gets. */
export function announcedBy(servers: readonly Server[]): number {
  return servers.reduce((sum, { served }) => sum + served.announcingNodes, 0);
}
