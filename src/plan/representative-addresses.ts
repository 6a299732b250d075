import { formatHost } from "../address/host.ts";
import { type Prefix, parsePrefix } from "../address/prefix.ts";
import { must } from "./must.ts";
import type { Plan, PlannedNetwork } from "./plan.ts";

/**
 * An address for each cluster node, by its name, for whoever plays the lab without Docker. Docker gives out the free
 * addresses of a network's node range, and kind starts the nodes of a cluster at once: which node has which is known at
 * run time only. Here they have them in the order of the plan, in turn from the range's beginning and from its end, so that
 * what holds for a part of the range only is noticed. A network has one cluster at most.
 */
export function representativeAddresses(
  plan: Pick<Plan, "networks" | "routers" | "clusters" | "clients">,
): ReadonlyMap<string, string> {
  const networks = new Map(plan.networks.map((network) => [network.name, network]));
  const taken = takenAddresses(plan);
  const addresses = new Map<string, string>();
  for (const { network, nodes } of plan.clusters) {
    const free = freeAddresses(must(networks.get(network), "the cluster's network"), taken);
    for (const { name } of nodes) addresses.set(name, must(free.next().value, "an address for each node"));
  }
  return addresses;
}

/** What Docker would not give to a node, as text: networks do not overlap, so an address is enough to tell. */
function takenAddresses({
  networks,
  routers,
  clients,
}: Pick<Plan, "networks" | "routers" | "clients">): ReadonlySet<string> {
  return new Set([
    ...networks.map(({ gateway }) => gateway),
    ...routers.flatMap(({ legs }) => legs.map(({ address }) => address)),
    ...clients.map(({ address }) => address),
  ]);
}

function* freeAddresses(
  { subnet: written, nodeRange }: PlannedNetwork,
  taken: ReadonlySet<string>,
): Generator<string, undefined> {
  const subnet = prefix(written);
  const { family, first, last } = prefix(nodeRange);
  const isFree = (value: bigint) =>
    value !== subnet.first && value !== subnet.last && !taken.has(formatHost({ family, value }));
  let [low, high] = [first, last];
  for (let isLow = true; low <= high; isLow = !isLow) {
    while (low <= high && !isFree(isLow ? low : high)) {
      if (isLow) low++;
      else high--;
    }
    if (low <= high) yield formatHost({ family, value: isLow ? low++ : high-- });
  }
  return undefined;
}

function prefix(text: string): Prefix {
  return must(parsePrefix(text), "subnets in CIDR form");
}
