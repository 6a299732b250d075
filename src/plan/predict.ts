import type { Expected, ExpectedRoute, Plan, PlannedCluster, PlannedRouter, PlannedService } from "./plan.ts";

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
    return plan.services.flatMap((service) => routeTo(service, router, behind));
  });
  return { sessions, routes };
}

function routeTo(
  service: PlannedService,
  router: PlannedRouter,
  clusters: readonly PlannedCluster[],
): readonly ExpectedRoute[] {
  const paths = clusters.flatMap((cluster) =>
    cluster.services
      .filter(({ name }) => name === service.name)
      .map(({ announcingNodes }) => ({
        cluster: cluster.name,
        asPath: [cluster.asn],
        nodes: cluster.nodes.map(({ name }) => name),
        count: announcingNodes,
      })),
  );
  if (paths.length === 0) return [];
  const announced = paths.reduce((sum, { count }) => sum + count, 0);
  return [
    {
      router: router.name,
      prefix: `${service.address}/32`,
      service: service.name,
      nextHops: Math.min(announced, router.maximumPaths),
      paths,
    },
  ];
}
