/** What an inventory leaves out. Each is shown by `gen plan`, if only with `--json`; nothing is ever "latest". */
export const DEFAULTS = {
  versions: { cilium: "1.18.12", kubernetes: "1.33.7", kind: "0.31.0", frr: "10.7.1" },
  /** Quick failover without BFD, which Cilium does not have; the hold time is three keepalives (RFC 4271, section 10). */
  timers: { hold: 9, keepalive: 3, connectRetry: 5 },
  platform: "frr",
  provider: "kind",
  /** A router accepts host routes of the pools that a cluster serves, and nothing else. */
  policy: "pools",
  /** A node without a ready pod withdraws the address, and the pod sees the client's. */
  trafficPolicy: "Local",
  /** The packets of a peer on-link have a TTL of 1. */
  multihop: 1,
  /** A password needs somebody to hand it over before a lab can be brought up. */
  authentication: "none",
  advertise: ["LoadBalancerIP"],
  controlPlanes: 1,
  workers: 1,
  /** 2,047 clusters of 16 nodes: the controller manager gives each node a /24 (kubeadm's node-cidr-mask-size). */
  podSubnets: { supernet: "10.128.0.0/9", size: 20 },
  /** 1,023 clusters of 1,022 services. */
  serviceSubnets: { supernet: "10.96.0.0/12", size: 22 },
  /** curl, iproute2 and a shell, in a release with a version. */
  clientImage: "nicolaka/netshoot:v0.15",
} as const;
