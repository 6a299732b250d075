/**
 * What Kubernetes and Cilium make of one cluster's files: who speaks BGP, with whom, what is announced, and what the
 * nodes answer. It is read from the artifacts alone, never from the plan, so that it can disagree with the plan.
 */
export interface ControlPlane {
  readonly nodes: readonly KubernetesNode[];
  readonly podSubnet: string;
  readonly serviceSubnet: string;
  readonly speakers: readonly Speaker[];
  readonly frontends: readonly Frontend[];
  /** What `kind create` or `kubectl apply` refuses: the resource is not there. */
  readonly refusals: readonly Remark[];
  /** What the agents and the operator would make no use of, and why. */
  readonly remarks: readonly Remark[];
}

/** Something to tell the user, with the file that it is about. */
export interface Remark {
  /** Relative to the cluster's folder: `manifests/bgp-peers.yaml`. */
  readonly file: string;
  readonly message: string;
  /**
   * Whether it is about something that is taken and may change what the lab does, in a way that is not modelled. False:
   * it is about a consequence, which is modelled, or about nothing that matters.
   */
  readonly isUnmodelled: boolean;
}

/** A node as kind makes it out of kind.yaml. */
export interface KubernetesNode {
  readonly name: string;
  readonly role: "control-plane" | "worker";
  readonly labels: Readonly<Record<string, string>>;
}

/** One BGP instance of one node: Cilium's agent runs a GoBGP server for each. */
export interface Speaker {
  readonly node: string;
  readonly instance: string;
  readonly asn: number;
  readonly routerId: string;
  /** Where it listens; -1: nowhere, it dials only (Cilium's default). */
  readonly localPort: number;
  readonly peers: readonly SpeakerPeer[];
}

export interface SpeakerPeer {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly asn: number;
  /** Empty: without TCP MD5 (RFC 2385). */
  readonly password: string;
  /** Undefined: whatever the kernel takes. */
  readonly localAddress: string | undefined;
  /** TTL; 1 for a peer on-link. */
  readonly multihop: number;
  /** Seconds. */
  readonly timers: { readonly connectRetry: number; readonly hold: number; readonly keepalive: number };
  readonly gracefulRestart: { readonly enabled: boolean; readonly restartTime: number };
  readonly families: readonly AddressFamily[];
  /** What it is sent: Cilium has an export policy for each peer. */
  readonly announcements: readonly Announcement[];
}

export type AddressFamily = "ipv4-unicast" | "ipv6-unicast";

export interface Announcement {
  readonly prefix: string;
  /** `65000:1`, in order. */
  readonly communities: readonly string[];
  readonly largeCommunities: readonly string[];
  /** iBGP only; undefined: none set. */
  readonly localPreference: number | undefined;
}

/** An address and port that a node answers, and the pods that answer for it. */
export interface Frontend {
  readonly node: string;
  readonly service: string;
  readonly address: string;
  readonly port: number;
  /** With the traffic policy Local those of the node, else those of the cluster; empty: the connection is refused. */
  readonly pods: readonly Pod[];
}

export interface Pod {
  readonly name: string;
  readonly node: string;
  /** From the pod subnet of its cluster. */
  readonly address: string;
  readonly port: number;
}
