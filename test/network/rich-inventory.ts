import { readFileSync } from "node:fs";

/** The shipped inventory. */
export const REAL = readFileSync(new URL("../../inventories/two-clusters.yaml", import.meta.url), "utf8");

/** Every key of the language once or more, in an inventory without errors. */
export const RICH = {
  name: "rich",
  allow: ["unfiltered-router"],
  versions: { cilium: "1.18.12", kubernetes: "1.33.7", kind: "0.31.0", frr: "10.7.1" },
  podSubnets: { supernet: "10.128.0.0/9", size: 20 },
  serviceSubnets: { supernet: "10.96.0.0/12", size: 22 },
  bgp: {
    timers: { hold: 9, keepalive: 3, connectRetry: 5 },
    gracefulRestart: { restartTime: 15 },
    multihop: 2,
    advertise: ["LoadBalancerIP"],
  },
  networks: {
    client: { subnet: "192.168.20.0/24", gateway: "192.168.20.1", nodeRange: "192.168.20.128/25" },
    edge: { subnet: "192.168.30.0/24" },
    n1: { subnet: "10.20.0.0/16", gateway: "10.20.0.1", nodeRange: "10.20.128.0/17" },
    n2: { subnet: "172.20.0.0/16" },
  },
  routers: {
    r1: {
      platform: "frr",
      asn: 65001,
      routerId: "10.0.255.11",
      addresses: { client: "192.168.20.101", n1: "10.20.0.101" },
      image: "quay.io/frrouting/frr:10.7.1",
      policy: "accept-all",
      originate: ["client", "n1"],
    },
    r2: { asn: 65002, routerId: "10.0.255.12", addresses: { edge: "192.168.30.101", n2: "172.20.0.101" } },
  },
  clusters: {
    c1: {
      id: 1,
      provider: "kind",
      network: "n1",
      asn: 65101,
      controlPlanes: 3,
      workers: 0,
      podSubnet: "10.200.0.0/20",
      serviceSubnet: "10.110.0.0/22",
      cilium: "1.18.12",
      kubernetes: "1.33.7",
      nodeImage: "kindest/node:v1.33.7",
      bgp: { timers: { hold: 30, keepalive: 10 }, advertise: ["LoadBalancerIP", "ClusterIP"] },
    },
    c2: { id: 2, network: "n2", asn: 65102, workers: 2 },
  },
  pools: { anycast: { range: "172.30.0.10-172.30.0.20" }, one: { range: "172.30.1.1" } },
  services: {
    hello: {
      image: "nginxdemos/hello:0.4-plain-text",
      port: 80,
      targetPort: 8080,
      replicas: 2,
      pool: "anycast",
      address: "172.30.0.10",
      clusters: ["c1", "c2"],
      trafficPolicy: "Cluster",
    },
    lone: { image: "nginxdemos/hello:0.4", port: 81, pool: "one", address: "172.30.1.1", clusters: ["c2"] },
  },
  clients: {
    alice: { network: "client", address: "192.168.20.2", image: "nicolaka/netshoot:v0.15" },
    bob: { network: "edge", address: "192.168.30.2" },
  },
};

const SUBNETS = [
  ...["10.20.0.0/16", "172.20.0.0/16", "192.168.20.0/24", "192.168.30.0/29", "10.20.0.0/8", "172.17.0.0/24"],
  ...[
    "10.0.0.0/32",
    "10.0.0.0/31",
    "10.0.0.0/30",
    "0.0.0.0/0",
    "::/0",
    "fd00::/64",
    "fd00::1/128",
    "10.96.0.0/12",
  ],
  ...["10.200.0.0/20", "10.128.0.0/9", "100.64.0.0/10", "224.0.0.0/4", "10.110.0.0/22", "10.20.0.1/16"],
];
const HOSTS = [
  ...[
    "10.20.0.101",
    "172.20.0.101",
    "192.168.20.101",
    "192.168.20.2",
    "192.168.30.2",
    "10.20.0.1",
    "10.20.255.255",
  ],
  ...[
    "172.30.0.10",
    "172.30.0.20",
    "172.30.1.1",
    "0.0.0.0",
    "255.255.255.255",
    "::",
    "fd00::2",
    "::ffff:10.0.0.1",
  ],
];
const VERSIONS = [
  "1.14.0",
  "1.16.9",
  "1.18.12",
  "1.20.0",
  "1.33.7",
  "1.34.3",
  "1.36.4",
  "0.31.0",
  "0.33.0",
  "10.7.1",
];
const IMAGES = [
  "nginx",
  "nginx:latest",
  "nginxdemos/hello:0.4",
  "kindest/node:v1.34.3",
  "a@sha256:".padEnd(73, "0"),
];
const ASNS = [0, 1, 23456, 64512, 65001, 65101, 65535, 65536, 4200000000, 4294967295];

/** By key: values that have the right shape, and may be wrong all the same. */
export const SHAPELY: Readonly<Record<string, readonly unknown[]>> = {
  name: ["rich", "a", "z".repeat(63)],
  cilium: VERSIONS,
  kubernetes: VERSIONS,
  kind: VERSIONS,
  frr: VERSIONS,
  supernet: SUBNETS,
  size: [1, 9, 12, 20, 24, 28, 29, 32, 33, 64, 126],
  hold: [3, 9, 65535],
  keepalive: [1, 3, 30, 65535],
  connectRetry: [1, 65535],
  restartTime: [1, 4095],
  multihop: [1, 255],
  advertise: [
    ["LoadBalancerIP"],
    ["ClusterIP"],
    ["ExternalIP", "LoadBalancerIP"],
    ["ClusterIP", "ClusterIP"],
  ],
  subnet: SUBNETS,
  gateway: HOSTS,
  nodeRange: SUBNETS,
  asn: ASNS,
  routerId: HOSTS,
  addresses: [
    {},
    { client: "192.168.20.101" },
    { n1: "10.20.0.101", n2: "172.20.0.101", edge: "192.168.30.101" },
  ],
  image: IMAGES,
  policy: ["pools", "accept-all"],
  originate: [["client"], ["n2"], ["edge", "n1", "n1"], ["nowhere"]],
  id: [1, 2, 3, 1023, 1024, 2047, 2048, 65535],
  network: ["client", "edge", "n1", "n2", "nowhere"],
  controlPlanes: [1, 2, 9],
  workers: [0, 1, 16, 255, 300, 1000],
  podSubnet: SUBNETS,
  serviceSubnet: SUBNETS,
  nodeImage: IMAGES,
  range: [
    ...HOSTS,
    ...SUBNETS,
    "0.0.0.0-255.255.255.255",
    "10.0.0.9-10.0.0.1",
    "10.0.0.1-fd00::1",
    "fd00::1-fd00::ff",
  ],
  port: [1, 80, 65535],
  targetPort: [1, 65535],
  replicas: [1, 2, 3, 10000],
  pool: ["anycast", "one", "nowhere"],
  address: HOSTS,
  clusters: [[], ["c1"], ["c2"], ["c1", "c1"], ["c1", "c2"], ["nowhere"]],
  trafficPolicy: ["Local", "Cluster"],
  n1: HOSTS,
  n2: HOSTS,
  client: HOSTS,
  edge: HOSTS,
};
