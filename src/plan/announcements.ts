import type { AddressKind, RouterPolicy } from "../network/network.ts";
import type { PlannedCluster, PlannedService } from "./plan.ts";

/** An address of a service, and who announces it as a host route. */
export interface Announcement {
  readonly service: string;
  readonly kind: AddressKind;
  /** Undefined: an address that only the cluster knows, out of its service subnet. */
  readonly prefix: string | undefined;
  readonly by: readonly Announcer[];
}

/** A cluster that announces an address; `count` of its nodes do. */
export interface Announcer {
  readonly cluster: PlannedCluster;
  readonly count: number;
}

/**
 * What some clusters announce, in the order of the services: one host route for each address, whoever has it. All nodes
 * announce a ClusterIP, for which Cilium goes by `internalTrafficPolicy`, and that is `Cluster` wherever gen writes a
 * service. Nor does gen write `externalIPs`: there is nothing to announce for that kind. Each cluster is looked through
 * once, for there may be thousands.
 */
export function announcementsOf(
  clusters: readonly PlannedCluster[],
  services: readonly PlannedService[],
): readonly Announcement[] {
  const byService = new Map(services.map(({ name, address }) => [name, addressesOf(address)]));
  for (const cluster of clusters) {
    for (const served of cluster.services) {
      const addresses = byService.get(served.name);
      if (cluster.advertise.includes("LoadBalancerIP"))
        addresses?.loadBalancer.by.push({ cluster, count: served.announcingNodes });
      if (cluster.advertise.includes("ClusterIP"))
        addresses?.clusterIp(served.clusterIp).push({ cluster, count: cluster.nodes.length });
    }
  }
  return [...byService].flatMap(([service, { all }]) =>
    all.filter(({ by }) => by.length > 0).map((address) => ({ service, ...address })),
  );
}

/** Whether a router takes it: those of the policy `pools` take service addresses, and every one is of a pool. */
export function isAccepted({ kind }: Announcement, policy: RouterPolicy): boolean {
  return policy === "accept-all" || kind === "LoadBalancerIP";
}

/** How many nodes announce an address: the next hops that a router could have. */
export function announcingNodes({ by }: Announcement): number {
  return by.reduce((sum, { count }) => sum + count, 0);
}

type Growing = Omit<Announcement, "service" | "by"> & { readonly by: Announcer[] };

function addressesOf(address: string) {
  const loadBalancer: Growing = { kind: "LoadBalancerIP", prefix: `${address}/32`, by: [] };
  const all = [loadBalancer];
  const pinned = new Map<string, Growing>();
  const clusterIp = (ip: string): Announcer[] => {
    const known = pinned.get(ip);
    if (known) return known.by;
    const found: Growing = { kind: "ClusterIP", prefix: ip === "" ? undefined : `${ip}/32`, by: [] };
    all.push(found);
    // Addresses that nobody pinned are different ones.
    if (ip !== "") pinned.set(ip, found);
    return found.by;
  };
  return { all, loadBalancer, clusterIp };
}
