import { formatHost } from "../address/host.ts";
import { formatPrefix } from "../address/prefix.ts";
import { routersOn } from "../network/addressing.ts";
import type { Client, Cluster, Network, Segment, Service } from "../network/network.ts";
import { CILIUM_CLI, kubectlFor } from "../network/tool-releases.ts";
import { must } from "./must.ts";
import type { Plan, PlannedClient, PlannedNetwork, PlannedService } from "./plan.ts";
import { planCluster } from "./plan-cluster.ts";
import { planHostSettings } from "./plan-host-settings.ts";
import { planPeerings } from "./plan-peerings.ts";
import { planPool } from "./plan-pool.ts";
import { planRouter } from "./plan-router.ts";
import { planSecrets } from "./plan-secrets.ts";
import { predict } from "./predict.ts";

/** Network to Plan: every decision is taken here. The network has passed the rules, so every reference is there. */
export function makePlan(network: Network): Plan {
  const pools = network.pools.map(planPool);
  const services = network.services.map(planService);
  const served = servicesByCluster(network);
  const clusters = network.clusters.map((cluster) =>
    planCluster(cluster, served.get(cluster) ?? [], network),
  );
  const peerings = planPeerings(network, clusters, pools);
  const routers = network.routers.map((router) => planRouter(router, network, clusters, services));
  const networks = network.segments.map(planNetwork);
  const clients = network.clients.map((client) => planClient(client, network));
  const plan = {
    name: network.name,
    versions: {
      ...network.versions,
      kubectl: kubectlFor(network.clusters.map(({ kubernetes }) => kubernetes)),
      ciliumCli: CILIUM_CLI,
    },
    podSupernet: formatPrefix(network.podSubnets.prefix),
    networks,
    routers,
    clusters,
    pools,
    services,
    clients,
    peerings,
    secrets: planSecrets(network),
    hostSettings: planHostSettings({ networks, routers, clusters, clients, pools, peerings }),
  };
  return { ...plan, expected: predict(plan) };
}

/** What each cluster serves, in the order of the services: looked through once, for both may be many. */
function servicesByCluster({ services }: Network): ReadonlyMap<Cluster, readonly Service[]> {
  const served = new Map<Cluster, Service[]>();
  for (const service of services) {
    for (const cluster of service.clusters) {
      const known = served.get(cluster);
      if (known) known.push(service);
      else served.set(cluster, [service]);
    }
  }
  return served;
}

function planNetwork({ name, subnet, gateway, nodeRange }: Segment): PlannedNetwork {
  return {
    name,
    subnet: formatPrefix(subnet),
    gateway: formatHost(gateway),
    nodeRange: formatPrefix(nodeRange),
  };
}

function planService({
  name,
  image,
  port,
  targetPort,
  pool,
  address,
  clusters,
  trafficPolicy,
}: Service): PlannedService {
  return {
    name,
    image,
    port,
    targetPort,
    pool: must(pool, "a pool").name,
    address: formatHost(address),
    clusters: clusters.map((cluster) => cluster.name),
    trafficPolicy,
  };
}

function planClient({ name, image, segment, address }: Client, network: Network): PlannedClient {
  const [router] = routersOn(network, segment);
  return {
    name,
    image,
    network: must(segment, "a network").name,
    address: formatHost(address),
    router: must(router, "a router").name,
  };
}
