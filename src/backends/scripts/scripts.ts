import downSh from "../../../templates/scripts/down.sh.njk";
import hostSettings from "../../../templates/scripts/host-settings.tsv.njk";
import upSh from "../../../templates/scripts/up.sh.njk";
import verifySh from "../../../templates/scripts/verify.sh.njk";
import type { Plan, PlannedCluster } from "../../plan/plan.ts";
import type { Backend } from "../backend.ts";

/** The scripts that bring the lab up, verify it and take it down, and the host settings that they read. */
export const scripts: Backend = {
  name: "scripts",
  emit(plan) {
    const lab = labView(plan);
    return [
      { path: "up.sh", format: "shell", template: upSh, view: { lab } },
      { path: "verify.sh", format: "shell", template: verifySh, view: { lab } },
      { path: "down.sh", format: "shell", template: downSh, view: { lab } },
      {
        path: "host-settings.tsv",
        format: "tsv",
        template: hostSettings,
        view: { settings: plan.hostSettings },
      },
    ];
  },
};

function labView(plan: Plan) {
  const contexts = new Map(plan.clusters.map(({ name, context }) => [name, context]));
  return {
    name: plan.name,
    kind: plan.versions.kind,
    networks: plan.networks,
    clusters: plan.clusters.map((cluster) => ({
      ...cluster,
      nodeNames: cluster.nodes.map(({ name }) => name),
      containers: containersOf(cluster),
    })),
    routers: plan.routers.map(({ name, image, legs, policy }) => ({
      name,
      image,
      legs,
      sessions: plan.expected.sessions.filter(({ router }) => router === name).length,
      // A router that accepts all also has prefixes that cannot be known, such as ClusterIPs.
      filtered: policy === "pools",
      prefixes: plan.expected.routes
        .filter(({ router }) => router === name)
        .map(({ prefix }) => prefix)
        .sort(),
    })),
    hosts: [...plan.routers, ...plan.clients].map(({ name }) => name),
    clients: plan.clients,
    routes: plan.expected.routes.map((route) => ({
      ...route,
      nodes: route.paths.flatMap(({ nodes }) => nodes),
    })),
    probes: plan.clients.flatMap((client) =>
      plan.expected.routes
        .filter(({ router }) => router === client.router)
        .flatMap(({ service: name, paths }) =>
          plan.services
            .filter((service) => service.name === name)
            .map(({ address, port }) => ({
              client: client.name,
              service: name,
              address,
              port,
              requests: requestsFor(paths.length),
              contexts: paths.flatMap(({ cluster }) => contexts.get(cluster) ?? []),
            })),
        ),
    ),
  };
}

/** What kind runs for a cluster: its nodes, and the load balancer in front of several control planes. */
function containersOf({ nodes, apiServer }: PlannedCluster): readonly string[] {
  return [...new Set([...nodes.map(({ name }) => name), apiServer.host])];
}

/**
 * So many requests that with evenly spread flows each of n clusters answers one, but for one run in a thousand (coupon
 * collector: n times the natural logarithm of n, and seven times n).
 */
function requestsFor(clusters: number): number {
  return Math.max(40, Math.ceil(clusters * (Math.log(clusters) + 7)));
}
