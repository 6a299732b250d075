import { acceptedText } from "../plan/accepted-text.ts";
import type { Plan } from "../plan/plan.ts";
import { expectedTables } from "./expected-tables.ts";
import { table } from "./table.ts";

/** A plan as tables: what was written, what was derived from it, and what will be seen when the lab is up. */
export function planTables(plan: Plan): string {
  return [
    table(
      `networks of ${plan.name}`,
      ["network", "subnet", "gateway", "nodes get"],
      plan.networks.map(({ name, subnet, gateway, nodeRange }) => [name, subnet, gateway, nodeRange]),
    ),
    table(
      "routers",
      ["router", "AS", "router id", "addresses", "max paths", "listen limit", "image"],
      plan.routers.map(({ name, asn, routerId, legs, maximumPaths, listenLimit, image }) => [
        name,
        asn,
        routerId,
        legs.map(({ address, length }) => `${address}/${length}`).join(" "),
        maximumPaths,
        listenLimit,
        image,
      ]),
    ),
    table(
      `clusters (pods of ${plan.podSupernet})`,
      ["cluster", "id", "AS", "nodes", "pods", "services", "Cilium", "Kubernetes"],
      plan.clusters.map(({ name, id, asn, nodes, podSubnet, serviceSubnet, cilium, kubernetes }) => [
        name,
        id,
        asn,
        nodes.map((node) => node.name).join(" "),
        podSubnet,
        serviceSubnet,
        cilium.proven ? cilium.version : `${cilium.version} (unproven)`,
        kubernetes,
      ]),
    ),
    table(
      "pools",
      ["pool", "from", "to", "addresses", "discarded if nobody has them"],
      plan.pools.map(({ name, first, last, size, discards }) => [
        name,
        first,
        last,
        size,
        discards.join(" "),
      ]),
    ),
    table(
      "services",
      ["service", "address", "pool", "policy", "pods per cluster", "image"],
      plan.services.map(({ name, address, port, pool, trafficPolicy, image }) => [
        name,
        `${address}:${port}`,
        pool,
        trafficPolicy,
        plan.clusters
          .flatMap((cluster) =>
            cluster.services
              .filter((served) => served.name === name)
              .map(({ replicas }) => `${cluster.name} ${replicas}`),
          )
          .join(", "),
        image,
      ]),
    ),
    table(
      "clients",
      ["client", "network", "address", "router", "image"],
      plan.clients.map(({ name, network, address, router, image }) => [
        name,
        network,
        address,
        router,
        image,
      ]),
    ),
    table(
      "peerings (nodes dial, routers listen)",
      [
        "router",
        "at",
        "AS",
        "cluster",
        "AS",
        "from",
        "hold/keepalive/retry s",
        "restart s",
        "multihop",
        "authentication",
        "accepts",
      ],
      plan.peerings.map((peering) => [
        peering.router,
        peering.routerAddress,
        peering.routerAsn,
        peering.cluster,
        peering.clusterAsn,
        peering.listenRange,
        `${peering.timers.hold}/${peering.timers.keepalive}/${peering.timers.connectRetry}`,
        peering.gracefulRestart.enabled ? peering.gracefulRestart.restartTime : "off",
        peering.multihop,
        peering.authentication,
        peering.maximumPrefixes > 0
          ? `${acceptedText(peering)}: at most ${peering.maximumPrefixes}`
          : acceptedText(peering),
      ]),
    ),
    ...(plan.secrets.length > 0 ? [secretsTable(plan)] : []),
    ...expectedTables(plan.expected),
    table(
      "host settings",
      ["host", "kind", "value"],
      plan.hostSettings.map(({ host, kind, value }) => [host, kind, value]),
    ),
  ].join("\n");
}

function secretsTable({ secrets }: Plan): string {
  return table(
    "passwords (up.sh takes the variable, else the file)",
    ["cluster", "variable", "file, and Secret in kube-system"],
    secrets.map(({ cluster, variable, secretName }) => [cluster, variable, secretName]),
  );
}
