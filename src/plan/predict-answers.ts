import type { ExpectedAnswer, ExpectedRoute } from "./expected.ts";
import { must } from "./must.ts";
import type { Plan, PlannedCluster } from "./plan.ts";

/** Who answers each client: for each service address that its router has a route to, pods of every cluster behind it. */
export function predictAnswers(
  { clients, services, clusters }: Pick<Plan, "clients" | "services" | "clusters">,
  routes: readonly ExpectedRoute[],
): readonly ExpectedAnswer[] {
  const planned = new Map(services.map((service) => [service.name, service]));
  const serving = new Map(clusters.map((cluster) => [cluster.name, podsOf(cluster)]));
  const reachable = routes
    .filter(({ kind }) => kind === "LoadBalancerIP")
    .map(({ router, service, paths }) => {
      const { address, port } = must(planned.get(service), "the route's service");
      const answering = paths.flatMap(({ cluster }) => serving.get(cluster)?.get(service) ?? []);
      return { router, service, address, port, clusters: answering };
    });
  return clients.flatMap(({ name, router }) =>
    reachable.filter((answer) => answer.router === router).map((answer) => ({ client: name, ...answer })),
  );
}

/** By service. */
function podsOf({ name, podSubnet, services }: PlannedCluster) {
  return new Map(
    services.map(({ name: service, replicas }) => [service, { cluster: name, podSubnet, pods: replicas }]),
  );
}
