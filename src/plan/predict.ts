import { type Announcement, announcementsOf, announcingNodes, isAccepted } from "./announcements.ts";
import { blackHole } from "./black-hole.ts";
import type { Expected, ExpectedRoute, ExpectedSession, RefusedRoute, UnpinnedRoute } from "./expected.ts";
import { refusalOf } from "./frr-names.ts";
import type { Peering, Plan, PlannedCluster, PlannedPool, PlannedRouter } from "./plan.ts";
import { predictAnswers } from "./predict-answers.ts";
import { sends } from "./sends.ts";

/**
 * What comes up when all is well: a session for each node, and for each address one route with a next hop for each node
 * that announces it. Next hops are nodes; which pods answer is another matter. In the order of routers, services, clusters.
 */
export function predict(plan: Omit<Plan, "expected">): Expected {
  const announced = announcedTo(plan);
  const seen = plan.routers.map((router) => seenBy(router, announced(router)));
  const routes = seen.flatMap((router) => router.routes);
  return {
    sessions: plan.peerings.flatMap(sessionsOf),
    routes,
    refused: seen.flatMap(({ refused }) => refused),
    unpinned: seen.flatMap(({ unpinned }) => unpinned),
    discards: plan.routers.flatMap((router) => discardsOf(router, plan.pools)),
    answers: predictAnswers(plan, routes),
  };
}

function sessionsOf(peering: Peering): readonly ExpectedSession[] {
  const { router, cluster, network, routerAddress, routerAsn, clusterAsn, timers, policy } = peering;
  return peering.nodes.map((node) => ({
    router,
    cluster,
    node,
    network,
    routerAddress,
    routerAsn,
    nodeAsn: clusterAsn,
    hold: timers.hold,
    // FRR never lets more than a third of the hold time pass between two.
    keepalive: Math.min(timers.keepalive, Math.floor(timers.hold / 3)),
    sends: sends(policy),
    blackHole: blackHole(peering),
  }));
}

function announcedTo(
  plan: Pick<Plan, "clusters" | "peerings" | "services">,
): (router: PlannedRouter) => readonly Announcement[] {
  const clusters = new Map(plan.clusters.map((cluster) => [cluster.name, cluster]));
  const behind = new Map<string, PlannedCluster[]>();
  for (const { router, cluster } of plan.peerings) {
    const found = clusters.get(cluster);
    const known = behind.get(router);
    if (found && known) known.push(found);
    else if (found) behind.set(router, [found]);
  }
  return ({ name }) => announcementsOf(behind.get(name) ?? [], plan.services);
}

/** What a router makes of what is announced to it, by its policy. */
function seenBy(
  router: PlannedRouter,
  announcements: readonly Announcement[],
): Pick<Expected, "routes" | "refused" | "unpinned"> {
  const accepted = announcements.filter((one) => isAccepted(one, router.policy));
  const others = announcements.filter((one) => !isAccepted(one, router.policy));
  return {
    routes: [
      ...accepted.flatMap((announcement) => routeTo(announcement, router)),
      ...router.originated.map((prefix) => originated(prefix, router)),
    ],
    refused: others.flatMap((announcement) => refusedFrom(announcement, router)),
    unpinned: accepted.flatMap((announcement) => unpinnedFrom(announcement, router)),
  };
}

function routeTo(announcement: Announcement, router: PlannedRouter): readonly ExpectedRoute[] {
  const { service, kind, prefix, by } = announcement;
  if (prefix === undefined) return [];
  return [
    {
      router: router.name,
      prefix,
      kind,
      service,
      nextHops: Math.min(announcingNodes(announcement), router.maximumPaths),
      paths: by.map(({ cluster, count }) => ({
        cluster: cluster.name,
        asPath: [cluster.asn],
        communities: [],
        nodes: nodesOf(cluster),
        count,
      })),
    },
  ];
}

function originated(prefix: string, { name }: PlannedRouter): ExpectedRoute {
  return { router: name, prefix, kind: "originated", service: "", nextHops: 0, paths: [] };
}

function refusedFrom({ service, kind, by }: Announcement, { name }: PlannedRouter): readonly RefusedRoute[] {
  return by.map(({ cluster }) => ({
    router: name,
    cluster: cluster.name,
    service,
    kind,
    by: refusalOf(cluster.name),
  }));
}

function unpinnedFrom(
  { service, kind, prefix, by }: Announcement,
  { name }: PlannedRouter,
): readonly UnpinnedRoute[] {
  if (prefix !== undefined) return [];
  return by.map(({ cluster, count }) => ({
    router: name,
    cluster: cluster.name,
    service,
    kind,
    within: cluster.serviceSubnet,
    nodes: nodesOf(cluster),
    count,
  }));
}

function nodesOf({ nodes }: PlannedCluster): readonly string[] {
  return nodes.map(({ name }) => name);
}

/** A router that accepts all has no use for pools. Two pools may share a discard, which is wider than what it is for. */
function discardsOf(
  { name, policy, pools: behind }: PlannedRouter,
  pools: readonly PlannedPool[],
): Expected["discards"] {
  if (policy === "accept-all") return [];
  const discards = pools.filter((pool) => behind.includes(pool.name)).flatMap((pool) => pool.discards);
  return [...new Set(discards)].map((prefix) => ({ router: name, prefix }));
}
