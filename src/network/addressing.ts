import type { Host } from "../address/host.ts";
import { formatPrefix } from "../address/prefix.ts";
import { formatRange, type Range, sizeOf } from "../address/range.ts";
import type { Span } from "../source/source.ts";
import type { Cluster, Network, Router, Segment } from "./network.ts";

/** An address that somebody on a segment has, other than Docker's bridge. */
export interface StaticAddress {
  /** In the user's words: "router `frrtor`". */
  readonly owner: string;
  readonly segment: Segment;
  readonly address: Host;
  readonly span: () => Span;
}

/** Every address that the inventory itself gives to a router or a client, in the order of the source's sections. */
export function staticAddresses(network: Network): readonly StaticAddress[] {
  const legs = network.routers.flatMap((router) =>
    router.legs.flatMap(({ network: name, segment, address }) =>
      segment
        ? [{ owner: `router \`${router.name}\``, segment, address, span: () => router.at("addresses", name) }]
        : [],
    ),
  );
  const clients = network.clients.flatMap(({ name, segment, address, at }) =>
    segment ? [{ owner: `client \`${name}\``, segment, address, span: () => at("address") }] : [],
  );
  return [...legs, ...clients];
}

/** A stretch of addresses with a name, for the rules that look for overlaps. */
export interface Named {
  /** In the user's words: "network `kind01`". */
  readonly what: string;
  readonly range: Range;
  /** The addresses as text: in CIDR form if they are one prefix. */
  readonly text: string;
  readonly span: () => Span;
  /** Nobody wrote it, so there is no place to point at. */
  readonly isDefault?: boolean;
}

/** The subnets of `networks:`. */
export function networkRanges(network: Network): readonly Named[] {
  return network.segments.map(({ name, subnet, at }) => ({
    what: `network \`${name}\``,
    range: subnet,
    text: formatPrefix(subnet),
    span: () => at("subnet"),
  }));
}

/** The pod subnets of all clusters, derived ones included. */
export function podRanges(network: Network): readonly Named[] {
  return clusterRanges(network, "pod", "podSubnet");
}

/** The service subnets of all clusters, derived ones included. */
export function serviceRanges(network: Network): readonly Named[] {
  return clusterRanges(network, "service", "serviceSubnet");
}

function clusterRanges(network: Network, kind: string, key: "podSubnet" | "serviceSubnet"): readonly Named[] {
  const ids = new Set<number>();
  return network.clusters.flatMap((cluster) => {
    const { name, id, at, [key]: range } = cluster;
    // Of two clusters with one id, which is an error of its own, only the first gets the subnet of that number.
    const isSecond = ids.has(id) && at(key).start === at().start;
    ids.add(id);
    if (!range || isSecond) return [];
    const what = `the ${kind} subnet of cluster \`${name}\``;
    return [{ what, range, text: formatPrefix(range), span: () => at(key) }];
  });
}

/** The pools whose range can be told. */
export function poolRanges(network: Network): readonly Named[] {
  return network.pools.flatMap(({ name, written, range, at }) => {
    if (!range) return [];
    const text = written.prefix ? formatPrefix(written.prefix) : formatRange(range);
    return [{ what: `pool \`${name}\``, range, text, span: () => at("range") }];
  });
}

/** The supernet itself: what Cilium takes for the pods' world, whether or not a cluster has that part of it yet. */
export function podSupernet({ podSubnets: { prefix, isDefault }, at }: Network): Named {
  return {
    what: isDefault ? "the default pod supernet" : "the pod supernet",
    range: prefix,
    text: formatPrefix(prefix),
    span: () => at("podSubnets", "supernet"),
    isDefault,
  };
}

/** Whether a subnet holds a bridge, a router and somebody else, besides its network and broadcast addresses. */
export function hasRoom({ subnet }: Segment): boolean {
  return sizeOf(subnet) >= 8n;
}

/** The routers that are attached to a segment. */
export function routersOn(network: Network, segment: Segment | undefined): readonly Router[] {
  if (!segment) return [];
  return network.routers.filter((router) => router.legs.some((leg) => leg.segment === segment));
}

/** The clusters whose nodes peer with a router: those on a segment that it is attached to. */
export function clustersBehind(network: Network, router: Router): readonly Cluster[] {
  const segments = new Set(router.legs.map((leg) => leg.segment));
  return network.clusters.filter(({ segment }) => segment !== undefined && segments.has(segment));
}
