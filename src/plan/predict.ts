import type { Expected, ExpectedRoute, Plan, PlannedRouter, PlannedService } from "./plan.ts";
import { announcedBy, type Server, serversByService } from "./servers.ts";

/**
 * What comes up when all is well: a session for each node, and for each service address one route with a next hop
 * for each node that announces it. Next hops are nodes; which pods answer is another matter.
 */
export function predict(plan: Pick<Plan, "routers" | "clusters" | "services" | "peerings">): Expected {
  const clusters = new Map(plan.clusters.map((cluster) => [cluster.name, cluster]));
  const sessions = plan.peerings.flatMap(({ router, clusterAsn, nodes }) =>
    nodes.map((node) => ({ router, node, asn: clusterAsn })),
  );
  const routes = plan.routers.flatMap((router) => {
    const behind = plan.peerings
      .filter((peering) => peering.router === router.name)
      .flatMap(({ cluster }) => clusters.get(cluster) ?? []);
    const servers = serversByService(behind);
    return plan.services.flatMap((service) => routeTo(service, router, servers.get(service.name) ?? []));
  });
  const clusterIps = plan.peerings.some(
    ({ cluster, policy }) =>
      policy === "accept-all" && clusters.get(cluster)?.advertise.includes("ClusterIP"),
  );
  return { sessions, routes, clusterIps };
}

function routeTo(
  service: PlannedService,
  router: PlannedRouter,
  servers: readonly Server[],
): readonly ExpectedRoute[] {
  if (servers.length === 0) return [];
  return [
    {
      router: router.name,
      prefix: `${service.address}/32`,
      service: service.name,
      nextHops: Math.min(announcedBy(servers), router.maximumPaths),
      paths: servers.map(({ cluster, served }) => ({
        cluster: cluster.name,
        asPath: [cluster.asn],
        nodes: cluster.nodes.map(({ name }) => name),
        count: served.announcingNodes,
      })),
    },
  ];
}
