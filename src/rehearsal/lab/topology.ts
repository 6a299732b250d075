import type { Frontend, Speaker } from "../../control-plane/control-plane.ts";

/** Routers, cluster nodes and clients on shared networks. Every name is also that of a network namespace. */
export interface Lab {
  readonly networks: readonly LabNetwork[];
  readonly routers: readonly LabRouter[];
  readonly nodes: readonly LabNode[];
  readonly clients: readonly LabHost[];
}

/** A bridge, as Docker makes one. It has the gateway's address, and forwards nothing. */
export interface LabNetwork {
  readonly name: string;
  /** With its prefix length: 10.20.0.1/16. */
  readonly gateway: string;
}

/** One interface: eth0, eth1, ... in the order of a host's legs. */
export interface LabLeg {
  readonly network: string;
  /** With its prefix length: 10.20.0.101/16. */
  readonly address: string;
}

export interface LabHost {
  readonly name: string;
  readonly legs: readonly LabLeg[];
  /** `net.ipv4.ip_forward=1`. A host has none of the machine's settings, only the kernel's own and these. */
  readonly sysctls: readonly string[];
  /** `192.168.20.0/24 via 10.20.0.101` */
  readonly routes: readonly string[];
}

export interface LabRouter extends LabHost {
  /** The content of frr.conf, with the sessions' passwords, daemons and vtysh.conf in /etc/frr, used as it is. */
  readonly frrConf: string;
  readonly daemons: string;
  readonly vtyshConf: string;
}

/** A cluster node: GoBGP in place of Cilium's agent, and a web server in place of its load balancer and its pods. */
export interface LabNode extends LabHost {
  readonly speakers: readonly Speaker[];
  readonly frontends: readonly Frontend[];
}
