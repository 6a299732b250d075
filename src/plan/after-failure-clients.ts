import type { RouteAfter } from "./after-failure-routes.ts";
import type { ExpectedAnswer } from "./expected.ts";
import type { Failure } from "./failure.ts";
import type { Plan } from "./plan.ts";

/** Who answers a client that asks for a service, after a failure. */
export interface ClientAfter extends Pick<
  ExpectedAnswer,
  "client" | "router" | "service" | "address" | "port"
> {
  /** The clusters whose pods answer when all is well. */
  readonly before: readonly string[];
  /** Those that may answer then: `certain` if one of its nodes announces the address for sure. */
  readonly after: readonly { readonly cluster: string; readonly certain: boolean }[];
  /** What the client needs for anything at all, and does not have: its router, or the router's link to it. */
  readonly cutOffBy?: "router" | "link";
}

/** What becomes of each client's answers: a service is reached by the nodes that are next hops of its address then. */
export function clientsAfter(
  { expected, clients }: Pick<Plan, "expected" | "clients">,
  failure: Failure,
  routes: readonly RouteAfter[],
): readonly ClientAfter[] {
  const networks = new Map(clients.map(({ name, network }) => [name, network]));
  const legs = new Set(failure.routerLegs.map(({ router, network }) => `${router}:${network}`));
  const reachable = routes.filter(({ kind }) => kind === "LoadBalancerIP");
  const paths = new Map(reachable.map((route) => [`${route.router} ${route.service}`, route.paths]));
  return expected.answers.map(({ client, router, service, address, port, clusters }) => {
    const before = clusters.map(({ cluster }) => cluster);
    const answer = { client, router, service, address, port, before };
    if (failure.routers.includes(router)) return { ...answer, after: [], cutOffBy: "router" };
    if (legs.has(`${router}:${networks.get(client)}`)) return { ...answer, after: [], cutOffBy: "link" };
    const left = (paths.get(`${router} ${service}`) ?? []).filter(({ count }) => count.most > 0);
    return {
      ...answer,
      after: left.map(({ cluster, count }) => ({ cluster, certain: count.least > 0 })),
    };
  });
}
