import gitattributes from "../../../templates/lab-sheet/gitattributes.njk";
import readme from "../../../templates/lab-sheet/README.md.njk";
import { acceptedText } from "../../plan/accepted-text.ts";
import type { ExpectedRoute, Peering, Plan } from "../../plan/plan.ts";
import type { Backend } from "../backend.ts";

/** The lab sheet, what a reviewer reads first, and the mark that the tree is generated. */
export const labSheet: Backend = {
  name: "lab-sheet",
  emit: (plan) => [
    { path: "README.md", format: "markdown", template: readme, view: { lab: sheetView(plan) } },
    { path: ".gitattributes", format: "gitattributes", template: gitattributes, view: {} },
  ],
};

function sheetView(plan: Plan) {
  return {
    name: plan.name,
    kind: plan.versions.kind,
    networks: plan.networks,
    routers: plan.routers.map((router) => ({
      ...router,
      addresses: router.legs.map(({ address, length }) => `${address}/${length}`).join(", "),
    })),
    clusters: plan.clusters.map((cluster) => ({ ...cluster, nodeCount: cluster.nodes.length })),
    clients: plan.clients,
    pools: plan.pools,
    services: plan.services.map((service) => ({ ...service, servedBy: service.clusters.join(", ") })),
    peerings: plan.peerings.map(peeringView),
    routes: plan.expected.routes.map((route) => routeView(route, plan)),
    sessions: plan.expected.sessions.length,
    originated: plan.routers.flatMap(({ name, originated }) =>
      originated.map((prefix) => ({ router: name, prefix })),
    ),
    clusterIps: plan.expected.clusterIps,
  };
}

function peeringView(peering: Peering) {
  const { hold, keepalive, connectRetry } = peering.timers;
  const { enabled, restartTime } = peering.gracefulRestart;
  return {
    ...peering,
    sessions: peering.nodes.length,
    times: `${hold} s / ${keepalive} s / ${connectRetry} s`,
    restart: enabled ? `${restartTime} s` : "off",
    blackHole: `${hold + restartTime} s`,
    accepted: acceptedText(peering),
  };
}

function routeView({ router, prefix, service, nextHops, paths }: ExpectedRoute, plan: Plan) {
  return {
    router,
    prefix,
    service,
    nextHops,
    paths: paths.map(({ cluster, asPath, count, nodes }) => ({
      cluster,
      asPath: asPath.join(" "),
      nodes: count < nodes.length ? `${count} of ${nodes.join(", ")}` : nodes.join(", "),
      network: plan.clusters.find(({ name }) => name === cluster)?.network ?? "",
    })),
  };
}
