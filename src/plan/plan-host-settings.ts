import { must } from "./must.ts";
import type { HostSetting, Plan, PlannedClient, PlannedCluster, PlannedRouter } from "./plan.ts";

type Parts = Pick<Plan, "networks" | "routers" | "clusters" | "clients" | "pools" | "peerings">;

/**
 * Forward packets; hash flows by ports too (layer 4), else one client stays on one node; take packets from any side. The
 * kernel goes by the larger of rp_filter's values for `all` and the interface, which takes its own from `default`.
 *
 * The last two let the kernel send no ICMP redirect: while FRR restarts, a router has neither the services' routes nor the
 * discards, so it sends clients' packets to its default gateway, which is on the clients' own network, and tells them to go
 * there directly; they do so for five minutes, though the routes are back in seconds. `send_redirects=0` would have to be set
 * for each interface, and Docker sets sysctls when the interfaces are there. So redirects (type 5, and only they) are
 * limited to one in as many milliseconds as there can be (net/ipv4/icmp.c, icmpv4_xrlim_allow).
 */
const ROUTER_SYSCTLS = [
  "net.ipv4.ip_forward=1",
  "net.ipv4.fib_multipath_hash_policy=1",
  "net.ipv4.conf.all.rp_filter=0",
  "net.ipv4.conf.default.rp_filter=0",
  "net.ipv4.icmp_ratemask=32",
  "net.ipv4.icmp_ratelimit=2147483640",
];

/** Sysctls and routes of every host, in the order of routers, cluster nodes, clients. */
export function planHostSettings(parts: Parts): readonly HostSetting[] {
  return [
    ...parts.routers.flatMap(routerSettings),
    ...parts.clusters.flatMap((cluster) => nodeSettings(cluster, parts)),
    ...parts.clients.flatMap((client) => clientSettings(client, parts)),
  ];
}

function routerSettings({ name }: PlannedRouter): readonly HostSetting[] {
  return ROUTER_SYSCTLS.map((value) => ({ host: name, kind: "sysctl", value }));
}

/** The way back to the clients: Cilium imports no route, and a node's default gateway is Docker's bridge. */
function nodeSettings(
  cluster: PlannedCluster,
  { peerings, clients, networks }: Parts,
): readonly HostSetting[] {
  const values = peerings
    .filter((peering) => peering.cluster === cluster.name)
    .flatMap(({ router, routerAddress }) => {
      const names = new Set(
        clients.filter((client) => client.router === router).map(({ network }) => network),
      );
      return networks
        .filter(({ name }) => names.has(name) && name !== cluster.network)
        .map(({ subnet }) => `${subnet} via ${routerAddress}`);
    });
  return cluster.nodes.flatMap(({ name }) =>
    values.map((value) => ({ host: name, kind: "route" as const, value })),
  );
}

/** To the pools, and to the networks of the clusters, so that nodes can be asked when something is wrong. */
function clientSettings(
  client: PlannedClient,
  { routers, peerings, pools, networks }: Parts,
): readonly HostSetting[] {
  const router = must(
    routers.find(({ name }) => name === client.router),
    "the client's router",
  );
  const leg = must(
    router.legs.find(({ network }) => network === client.network),
    "the router's address on the client's network",
  );
  const behind = new Set(
    peerings.filter((peering) => peering.router === router.name).map(({ network }) => network),
  );
  const prefixes = [
    ...pools.filter(({ name }) => router.pools.includes(name)).flatMap((pool) => pool.prefixes),
    ...networks.filter(({ name }) => behind.has(name) && name !== client.network).map(({ subnet }) => subnet),
  ];
  return prefixes.map((prefix) => ({
    host: client.name,
    kind: "route",
    value: `${prefix} via ${leg.address}`,
  }));
}
