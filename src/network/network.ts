import type { Host } from "../address/host.ts";
import type { Prefix } from "../address/prefix.ts";
import type { Range } from "../address/range.ts";
import type { WrittenRange } from "../address/written-range.ts";
import type { Path } from "../inventory/document.ts";
import type { Span } from "../source/source.ts";

/**
 * The inventory with names resolved to things, defaults filled in and derived subnets worked out; what the rules look
 * at. A reference to something that is not there is `undefined`: reported once, by the rule `unknown-reference`.
 */
export interface Network {
  readonly name: string;
  readonly versions: { readonly kind: string; readonly frr: string };
  readonly allow: readonly string[];
  readonly podSubnets: Supernet;
  readonly serviceSubnets: Supernet;
  readonly segments: readonly Segment[];
  readonly routers: readonly Router[];
  readonly clusters: readonly Cluster[];
  readonly pools: readonly Pool[];
  readonly services: readonly Service[];
  readonly clients: readonly Client[];
  readonly references: readonly Reference[];
  /** Parts of the inventory could not be read or found: what seems to be missing may be just that. */
  readonly partial: boolean;
  /** What could not be read: entries as `section/name`, and keys at the top. */
  readonly unread: ReadonlySet<string>;
  /** Where something at the top of the inventory stands. */
  readonly at: At;
}

/** Where a part of a thing stands; without steps, the thing's name. A part left out is shown at the name. */
export type At = (...steps: Path) => Span;

interface Thing {
  readonly name: string;
  readonly at: At;
}

/** From where the clusters' subnets come: cluster number n gets the subnet number n of length `size`. */
export interface Supernet {
  readonly prefix: Prefix;
  readonly size: number;
  /** The inventory does not write the prefix, so it has no place to point at. */
  readonly isDefault: boolean;
}

/** One L2 segment with one subnet: an entry of `networks:`. */
export interface Segment extends Thing {
  readonly subnet: Prefix;
  readonly gateway: Host;
  /** Where Docker takes the addresses of cluster nodes from. */
  readonly nodeRange: Prefix;
}

export type Platform = "frr";
export type RouterPolicy = "pools" | "accept-all";

export interface Router extends Thing {
  readonly platform: Platform;
  readonly asn: number;
  readonly routerId: Host;
  readonly legs: readonly Leg[];
  readonly image: string;
  readonly policy: RouterPolicy;
  readonly originate: readonly Origin[];
}

/** A network whose subnet a router announces itself. */
export interface Origin {
  readonly segment: Segment;
  readonly subnet: Prefix;
  readonly span: () => Span;
}

/** A router's attachment to a segment. */
export interface Leg {
  readonly network: string;
  readonly segment: Segment | undefined;
  readonly address: Host;
}

export interface Timers {
  readonly hold: number;
  readonly keepalive: number;
  readonly connectRetry: number;
}

/** TCP MD5 (RFC 2385), or nothing. */
export type Authentication = "none" | "md5";

export type AddressKind = "LoadBalancerIP" | "ClusterIP" | "ExternalIP";

/** How a cluster speaks BGP with its routers; times in seconds. */
export interface BgpSettings {
  readonly timers: Timers;
  /** Undefined: graceful restart is off. */
  readonly restartTime: number | undefined;
  readonly multihop: number;
  readonly authentication: Authentication;
  readonly advertise: readonly AddressKind[];
  /** Where the first of these stands that the cluster writes, else the inventory; the cluster's name if neither does. */
  readonly at: (...places: readonly Path[]) => Span;
}

export interface Cluster extends Thing {
  /** 0 stands for an `id` that is missing, which a rule reports. */
  readonly id: number;
  readonly provider: "kind";
  readonly segment: Segment | undefined;
  readonly asn: number;
  readonly controlPlanes: number;
  readonly workers: number;
  /** Undefined if the supernet has no subnet of this number. */
  readonly podSubnet: Prefix | undefined;
  readonly serviceSubnet: Prefix | undefined;
  readonly cilium: string;
  readonly kubernetes: string;
  /** As written; undefined means the image that belongs to the versions of kind and Kubernetes. */
  readonly nodeImage: string | undefined;
  readonly bgp: BgpSettings;
  /** Where the first of these stands that the cluster writes, else `versions:`; the cluster's name if neither does. */
  readonly versionAt: (...keys: readonly ("cilium" | "kubernetes" | "kind")[]) => Span;
}

export interface Pool extends Thing {
  readonly written: WrittenRange;
  /** Undefined if the ends are reversed or of two families. */
  readonly range: Range | undefined;
}

export interface Service extends Thing {
  readonly image: string;
  readonly port: number;
  readonly targetPort: number;
  /** Undefined: one pod for each node of the cluster. */
  readonly replicas: number | undefined;
  readonly pool: Pool | undefined;
  readonly address: Host;
  readonly clusters: readonly Cluster[];
  /** Those that the inventory chose; elsewhere the cluster takes one. */
  readonly clusterIps: readonly ClusterIp[];
  readonly trafficPolicy: "Local" | "Cluster";
}

/** A service's address inside a cluster. */
export interface ClusterIp {
  readonly name: string;
  readonly cluster: Cluster | undefined;
  readonly address: Host;
}

export interface Client extends Thing {
  readonly segment: Segment | undefined;
  readonly address: Host;
  readonly image: string;
}

/** A name that stands for something else, whether or not that exists. */
export interface Reference {
  readonly kind: "network" | "cluster" | "pool";
  readonly name: string;
  readonly known: boolean;
  readonly candidates: readonly string[];
  readonly span: () => Span;
}

/** Nodes of a cluster; each of them speaks BGP, the control plane included. */
export function nodeCount(cluster: Cluster): number {
  return cluster.controlPlanes + cluster.workers;
}
