import type { AddressKind } from "../network/network.ts";

/**
 * What is to be seen when all is well: reality is compared with it, by verify.sh, by the rehearsal, by whoever reads
 * the lab sheet. It names nodes, for the addresses of kind nodes are known at run time only, and keeps two things apart:
 * next hops are nodes, answers are pods of clusters. Times in seconds, AS paths from the nearest AS to the origin.
 */
export interface Expected {
  readonly sessions: readonly ExpectedSession[];
  /** What the routers' BGP tables hold and nothing else, but for `unpinned`. */
  readonly routes: readonly ExpectedRoute[];
  /** What clusters announce and a router takes not. */
  readonly refused: readonly RefusedRoute[];
  /** Accepted host routes whose address only the cluster knows. */
  readonly unpinned: readonly UnpinnedRoute[];
  /** Prefixes that the routers' kernels discard. */
  readonly discards: readonly { readonly router: string; readonly prefix: string }[];
  readonly answers: readonly ExpectedAnswer[];
}

/** A session that is established: the node dials, the router listens. */
export interface ExpectedSession {
  readonly router: string;
  readonly cluster: string;
  readonly node: string;
  readonly network: string;
  readonly routerAddress: string;
  readonly routerAsn: number;
  readonly nodeAsn: number;
  /** As both ends agree on it: the smaller of the two. */
  readonly hold: number;
  /** Of the router, which waits for a third of the hold time at most, whatever it is told. */
  readonly keepalive: number;
  /** What the router sends the node: nothing, or whatever it knows. */
  readonly sends: "nothing" | "everything";
  /** Seconds for which traffic may go to the node in vain, at most. */
  readonly blackHole: BlackHole;
}

export interface BlackHole {
  /** The link is lost and no end hears of it: the hold time, and with graceful restart also the restart time. */
  readonly linkLost: number;
  /** The node's processes are killed: the kernel ends the session at once; with graceful restart, the restart time. */
  readonly processKilled: number;
}

export interface ExpectedRoute {
  readonly router: string;
  readonly prefix: string;
  /** `originated`: by the router itself, which has no path and no next hop for it. */
  readonly kind: AddressKind | "originated";
  /** Empty for what the router originates. */
  readonly service: string;
  /** How many next hops the router's kernel has: a node each. Every path that is used is a multipath, one of them best. */
  readonly nextHops: number;
  readonly paths: readonly ExpectedPath[];
}

/** The paths of one cluster: they differ in the node only. */
export interface ExpectedPath {
  readonly cluster: string;
  readonly asPath: readonly number[];
  readonly communities: readonly string[];
  /** The nodes that may be next hops; `count` of them are. */
  readonly nodes: readonly string[];
  readonly count: number;
}

export interface RefusedRoute {
  readonly router: string;
  readonly cluster: string;
  readonly service: string;
  readonly kind: AddressKind;
  /** The statement of the router's configuration that refuses it. */
  readonly by: string;
}

export interface UnpinnedRoute {
  readonly router: string;
  readonly cluster: string;
  readonly service: string;
  readonly kind: AddressKind;
  /** The subnet that the address is taken from. */
  readonly within: string;
  readonly nodes: readonly string[];
  readonly count: number;
}

/** Who answers a client that asks for a service. */
export interface ExpectedAnswer {
  readonly client: string;
  readonly router: string;
  readonly service: string;
  readonly address: string;
  readonly port: number;
  readonly clusters: readonly {
    readonly cluster: string;
    readonly podSubnet: string;
    readonly pods: number;
  }[];
}
