import type { Host } from "../address/host.ts";
import type { Range } from "../address/range.ts";
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
  readonly what: string;
  readonly range: Range;
  readonly span: () => Span;
}

/** The subnets of `networks:`. */
export function networkRanges(network: Network): readonly Named[] {
  return network.segments.map(({ name, subnet, at }) => ({
    what: `network \`${name}\``,
    range: subnet,
    span: () => at("subnet"),
  }));
}

/** The pod subnets of all clusters, derived ones included. */
export function podRanges(network: Network): readonly Named[] {
  return network.clusters.flatMap(({ name, podSubnet, at }) =>
    podSubnet
      ? [{ what: `the pod subnet of cluster \`${name}\``, range: podSubnet, span: () => at("podSubnet") }]
      : [],
  );
}

/** The service subnets of all clusters, derived ones included. */
export function serviceRanges(network: Network): readonly Named[] {
  return network.clusters.flatMap(({ name, serviceSubnet, at }) =>
    serviceSubnet
      ? [
          {
            what: `the service subnet of cluster \`${name}\``,
            range: serviceSubnet,
            span: () => at("serviceSubnet"),
          },
        ]
      : [],
  );
}

/** The pools whose range can be told. */
export function poolRanges(network: Network): readonly Named[] {
  return network.pools.flatMap(({ name, range, at }) =>
    range ? [{ what: `pool \`${name}\``, range, span: () => at("range") }] : [],
  );
}

/** The supernet itself: what Cilium takes for the pods' world, whether or not a cluster has that part of it yet. */
export function podSupernet(network: Network): Named {
  return {
    what: "the pod supernet",
    range: network.podSubnets.prefix,
    span: () => network.at("podSubnets", "supernet"),
  };
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
