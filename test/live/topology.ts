/** Routers, BGP speakers and plain hosts on shared networks. A network is a bridge; naming it in a leg makes it. */
export interface Lab {
  readonly routers: readonly LabRouter[];
  readonly speakers: readonly LabSpeaker[];
  readonly hosts: readonly LabHost[];
  /** Everything ends after this time, whatever happens (seconds, default 120). */
  readonly limitSeconds?: number;
}

/** One interface of a node: eth0, eth1, ... in the order of its legs. `address` has its prefix length: 10.20.0.101/16. */
export interface LabLeg {
  readonly network: string;
  readonly address: string;
}

export interface LabRouter {
  readonly name: string;
  /** The content of frr.conf, daemons and vtysh.conf in /etc/frr, used as it is. */
  readonly frrConf: string;
  readonly daemons: string;
  readonly vtyshConf: string;
  readonly legs: readonly LabLeg[];
  /** `net.ipv4.ip_forward=1`, set before FRR starts. A node has none of the machine's settings, only the kernel's own. */
  readonly sysctls: readonly string[];
}

export interface LabHost extends LabLeg {
  readonly name: string;
  /** `192.168.20.0/24 via 10.20.0.101` */
  readonly routes: readonly string[];
  /** Further addresses of the host itself, on `lo`: the service addresses of a cluster node. */
  readonly localAddresses?: readonly string[];
}

/** A cluster node: GoBGP, set up as Cilium's agent does it. It dials, and never listens. Times are in seconds. */
export interface LabSpeaker extends LabHost {
  readonly asn: number;
  readonly peer: { readonly address: string; readonly asn: number };
  readonly holdTime: number;
  readonly keepalive: number;
  readonly connectRetry: number;
  readonly announce: readonly string[];
}
