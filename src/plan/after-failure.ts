import { type ClientAfter, clientsAfter } from "./after-failure-clients.ts";
import { type RouteAfter, routesAfter } from "./after-failure-routes.ts";
import { type BlackHoleBound, backWithin, blackHoleBounds } from "./after-failure-times.ts";
import type { ExpectedSession } from "./expected.ts";
import type { Failure } from "./failure.ts";
import type { Plan } from "./plan.ts";

/** What is left of a lab when something has failed and the routers have noticed; times in seconds. */
export interface AfterFailure {
  readonly failure: Failure;
  readonly sessionsLeft: readonly SessionEnds[];
  readonly sessionsLost: readonly SessionEnds[];
  /** Routes to nodes whose address the plan knows, changed or not, in its order. */
  readonly routes: readonly RouteAfter[];
  /** Who answers each client then, in the order of `expected.answers`. */
  readonly clients: readonly ClientAfter[];
  /**
   * The longest that flows go to a node in vain, by what happens to it. Not what a router that fails takes with it: that
   * is unreachable until it is back.
   */
  readonly blackHoles: readonly BlackHoleBound[];
  /** In how many seconds all sessions are established again, from when what failed runs again; 0 if none is lost. */
  readonly backWithin: number;
  /**
   * Services whose nodes send flows on to pods of nodes that failed (traffic policy Cluster), until Kubernetes takes
   * those nodes for lost. BGP knows nothing of that.
   */
  readonly sentToLostPods: readonly string[];
}

/** A session by its ends. */
export interface SessionEnds {
  readonly router: string;
  readonly node: string;
}

/** Says what a failure leaves of what is expected when all is well. */
export function afterFailure(plan: Plan, failure: Failure): AfterFailure {
  const isLost = lossOf(failure);
  const lost = plan.expected.sessions.filter(isLost);
  const routes = routesAfter(plan.expected, lost);
  return {
    failure,
    sessionsLeft: plan.expected.sessions.filter((session) => !isLost(session)).map(ends),
    sessionsLost: lost.map(ends),
    routes,
    clients: clientsAfter(plan, failure, routes),
    blackHoles: blackHoleBounds(lost, failure),
    backWithin: backWithin(lost, plan.peerings),
    sentToLostPods: sentToLostPods(plan, failure),
  };
}

/** Whether a session ends by a failure: one of its ends does, or a link between them. */
function lossOf(failure: Failure): (session: ExpectedSession) => boolean {
  const routers = new Set(failure.routers);
  const nodes = new Set([...failure.nodes, ...failure.nodeLinks.map(({ node }) => node)]);
  const legs = new Set(failure.routerLegs.map(({ router, network }) => `${router}:${network}`));
  return ({ router, node, network }) =>
    routers.has(router) || nodes.has(node) || legs.has(`${router}:${network}`);
}

function ends({ router, node }: ExpectedSession): SessionEnds {
  return { router, node };
}

function sentToLostPods({ clusters, services }: Plan, failure: Failure): readonly string[] {
  const lost = new Set([...failure.nodes, ...failure.nodeLinks.map(({ node }) => node)]);
  const halved = clusters.filter(
    ({ nodes }) => nodes.some(({ name }) => lost.has(name)) && nodes.some(({ name }) => !lost.has(name)),
  );
  const served = new Set(halved.flatMap((cluster) => cluster.services.map(({ name }) => name)));
  return services
    .filter(({ name, trafficPolicy }) => trafficPolicy === "Cluster" && served.has(name))
    .map(({ name }) => name);
}
