import type { AddressKind, Authentication, Platform, RouterPolicy, Timers } from "../network/network.ts";
import type { NodeRole } from "../network/node-names.ts";
import type { Expected } from "./expected.ts";

export type * from "./expected.ts";

/**
 * Everything decided, as plain JSON: each address, AS number, name, label and timer as it will be printed. The
 * back-ends lay it out and decide nothing; `gen plan --json` prints it. Addresses are text in canonical form, subnets
 * in CIDR form, times in seconds.
 */
export interface Plan {
  readonly name: string;
  /** Releases: of what runs in the lab, and of the programs that bring it up. */
  readonly versions: {
    readonly kind: string;
    readonly frr: string;
    readonly kubectl: string;
    readonly ciliumCli: string;
  };
  /** Holds the pod subnets of all clusters, and nothing else: Cilium's native routing CIDR. */
  readonly podSupernet: string;
  readonly networks: readonly PlannedNetwork[];
  readonly routers: readonly PlannedRouter[];
  readonly clusters: readonly PlannedCluster[];
  readonly pools: readonly PlannedPool[];
  readonly services: readonly PlannedService[];
  readonly clients: readonly PlannedClient[];
  readonly peerings: readonly Peering[];
  /** In the order of the clusters; empty if no session is authenticated. */
  readonly secrets: readonly PlannedSecret[];
  readonly hostSettings: readonly HostSetting[];
  readonly expected: Expected;
}

/** A Docker bridge network. */
export interface PlannedNetwork {
  readonly name: string;
  readonly subnet: string;
  readonly gateway: string;
  /** Where Docker takes addresses from for containers that do not ask for one: cluster nodes. */
  readonly nodeRange: string;
}

export interface PlannedRouter {
  readonly name: string;
  readonly platform: Platform;
  readonly image: string;
  readonly version: string;
  readonly asn: number;
  readonly routerId: string;
  readonly legs: readonly { readonly network: string; readonly address: string; readonly length: number }[];
  readonly policy: RouterPolicy;
  /** Subnets that the router announces itself. */
  readonly originated: readonly string[];
  /** Names of the pools that any cluster behind it serves. */
  readonly pools: readonly string[];
  /** More than one AS serves an address: without `multipath-relax` only one of them would get traffic. */
  readonly multipathRelax: boolean;
  /** The widest set of next hops that a route has. */
  readonly maximumPaths: number;
  /** Sessions that the instance takes from unknown addresses: twice its nodes, which may come back with new ones. */
  readonly listenLimit: number;
}

export interface PlannedNode {
  readonly name: string;
  readonly role: NodeRole;
}

export interface Label {
  readonly key: string;
  readonly value: string;
}

export interface PlannedCluster {
  readonly name: string;
  readonly id: number;
  readonly provider: "kind";
  /** kubectl's context, and Cilium's `cluster.name`. */
  readonly context: string;
  readonly network: string;
  readonly asn: number;
  readonly nodes: readonly PlannedNode[];
  readonly nodeImage: string;
  readonly kubernetes: string;
  readonly cilium: { readonly version: string; readonly apiVersion: string; readonly proven: boolean };
  readonly podSubnet: string;
  readonly serviceSubnet: string;
  /** The API server by a container's name: the address of a kind node may change when Docker restarts. */
  readonly apiServer: { readonly host: string; readonly port: number };
  readonly operatorReplicas: number;
  /** Which addresses of its services the cluster announces. */
  readonly advertise: readonly AddressKind[];
  /** Cilium answers ClusterIPs from outside only if told so; needed where they are advertised. */
  readonly externalClusterIps: boolean;
  readonly labels: ClusterLabels;
  /** Names of the pools and services that it serves. */
  readonly pools: readonly string[];
  readonly services: readonly ServedService[];
}

/** The labels by which Cilium's resources find each other. */
export interface ClusterLabels {
  /** On the nodes that speak BGP. */
  readonly node: Label;
  /** On the CiliumBGPAdvertisement, asked for by the peer configuration. */
  readonly advertisement: Label;
  /** On the services that are announced. */
  readonly service: Label;
  /** On a service, with the name of its pool as value. */
  readonly poolKey: string;
}

export interface ServedService {
  readonly name: string;
  readonly replicas: number;
  /** How many nodes announce the address when all is well. */
  readonly announcingNodes: number;
  /** The service's address inside the cluster; empty: Kubernetes takes one from the service subnet. */
  readonly clusterIp: string;
}

export interface PlannedPool {
  readonly name: string;
  readonly first: string;
  readonly last: string;
  /** How many addresses it holds, and hence host routes a cluster may announce from it. */
  readonly size: number;
  /** The fewest prefixes that hold exactly the pool. */
  readonly prefixes: readonly string[];
  /** Prefixes that hold the pool, none of host length: discarded where no service has the address. */
  readonly discards: readonly string[];
}

export interface PlannedService {
  readonly name: string;
  readonly image: string;
  readonly port: number;
  readonly targetPort: number;
  readonly pool: string;
  readonly address: string;
  readonly clusters: readonly string[];
  readonly trafficPolicy: "Local" | "Cluster";
}

export interface PlannedClient {
  readonly name: string;
  readonly image: string;
  readonly network: string;
  readonly address: string;
  readonly router: string;
}

/**
 * The BGP sessions between a router and the nodes of a cluster: one object, derived from both ends, read by both
 * back-ends. There is one session for each node; the nodes dial, the router listens.
 */
export interface Peering {
  readonly router: string;
  readonly cluster: string;
  readonly network: string;
  readonly routerAddress: string;
  readonly routerAsn: number;
  readonly clusterAsn: number;
  /** From where the router takes sessions with this cluster: the addresses of kind nodes cannot be known. */
  readonly listenRange: string;
  readonly nodes: readonly string[];
  readonly timers: Timers;
  readonly gracefulRestart: { readonly enabled: boolean; readonly restartTime: number };
  /** TTL of the packets; 1 for a peer on-link. */
  readonly multihop: number;
  /** With `md5` the cluster has an entry in `secrets`. */
  readonly authentication: Authentication;
  /** Whether the router accepts host routes of the pools that the cluster serves only, or anything. */
  readonly policy: RouterPolicy;
  /** Names of those pools. With the policy `pools` and none of them, the router accepts nothing. */
  readonly accepts: readonly string[];
  /** As many routes as those pools hold: one more ends the session. 0 stands for no limit. */
  readonly maximumPrefixes: number;
}

/**
 * The password of a cluster's BGP sessions: not the password itself, which no file of gen's holds, but where it comes from
 * and where it goes. What it may be is said in password-rule.ts.
 */
export interface PlannedSecret {
  readonly cluster: string;
  /** The environment variable that up.sh takes it from: `BGP_MD5_KIND01`. */
  readonly variable: string;
  /** What stands in its place in frr.conf, until up.sh copies that file to the router: `@BGP_MD5_KIND01@`. */
  readonly placeholder: string;
  /** The Secret in the cluster, and the file that up.sh looks for where the variable is not set: `bgp-md5-kind01`. */
  readonly secretName: string;
}

/** A sysctl (`key=value`) or a route (`prefix via address`) of a host. */
export interface HostSetting {
  readonly host: string;
  readonly kind: "sysctl" | "route";
  readonly value: string;
}
