import { applyFiles } from "../../src/control-plane/apply-files.ts";
import type { ControlPlane, Remark } from "../../src/control-plane/control-plane.ts";
import { controlPlane } from "../../src/control-plane/make-control-plane.ts";

/** What a test changes of a small cluster that works: `lab`, a control plane and a worker, one service, one router. */
export interface Changes {
  readonly kind?: string;
  readonly values?: string;
  /** By name, below `manifests/`; undefined takes a file away. */
  readonly manifests?: Readonly<Record<string, string | undefined>>;
}

export const KIND = `
kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
name: lab
networking: { podSubnet: 10.128.0.0/20, serviceSubnet: 10.96.0.0/22, disableDefaultCNI: true, kubeProxyMode: none }
nodes:
  - { role: control-plane, labels: { bgp: enabled } }
  - { role: worker, labels: { bgp: enabled } }
`;

export const VALUES = `
bgpControlPlane: { enabled: true }
ipam: { mode: kubernetes }
k8sServiceHost: lab-control-plane
k8sServicePort: 6443
kubeProxyReplacement: true
routingMode: native
autoDirectNodeRoutes: true
ipv4NativeRoutingCIDR: 10.128.0.0/9
`;

export const POOL = `
apiVersion: cilium.io/v2
kind: CiliumLoadBalancerIPPool
metadata: { name: pool }
spec:
  blocks: [{ start: 172.30.0.10, stop: 172.30.0.20 }]
`;

export const CLUSTER_CONFIG = `
apiVersion: cilium.io/v2
kind: CiliumBGPClusterConfig
metadata: { name: bgp }
spec:
  nodeSelector: { matchLabels: { bgp: enabled } }
  bgpInstances:
    - name: main
      localASN: 65101
      peers:
        - { name: tor, peerAddress: 10.0.0.1, peerASN: 65001, peerConfigRef: { name: tor } }
`;

export const PEER_CONFIG = `
apiVersion: cilium.io/v2
kind: CiliumBGPPeerConfig
metadata: { name: tor }
spec:
  timers: { holdTimeSeconds: 9, keepAliveTimeSeconds: 3, connectRetryTimeSeconds: 5 }
  families:
    - { afi: ipv4, safi: unicast, advertisements: { matchLabels: { advertise: bgp } } }
`;

export const ADVERTISEMENT = `
apiVersion: cilium.io/v2
kind: CiliumBGPAdvertisement
metadata: { name: services, labels: { advertise: bgp } }
spec:
  advertisements:
    - advertisementType: Service
      service: { addresses: [LoadBalancerIP] }
      selector: { matchLabels: { announce: "yes" } }
`;

export const SERVICE = `
apiVersion: v1
kind: Service
metadata:
  name: web
  labels: { announce: "yes" }
  annotations: { lbipam.cilium.io/ips: 172.30.0.10 }
spec:
  type: LoadBalancer
  externalTrafficPolicy: Local
  selector: { app: web }
  ports: [{ name: http, port: 80, targetPort: http }]
`;

export const DEPLOYMENT = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      tolerations: [{ key: node-role.kubernetes.io/control-plane, operator: Exists, effect: NoSchedule }]
      containers:
        - name: web
          image: nginx
          ports: [{ name: http, containerPort: 8080 }]
`;

const MANIFESTS = {
  "pool.yaml": POOL,
  "cluster.yaml": CLUSTER_CONFIG,
  "peer.yaml": PEER_CONFIG,
  "advertisement.yaml": ADVERTISEMENT,
  "service.yaml": SERVICE,
  "deployment.yaml": DEPLOYMENT,
};

/** The files of the cluster with the changes; kustomization.yaml lists all manifests unless it is among the changes. */
export function clusterFiles({ kind = KIND, values = VALUES, manifests = {} }: Changes = {}): Map<
  string,
  string
> {
  const all = Object.entries({ ...MANIFESTS, ...manifests }).filter(([, text]) => text !== undefined);
  const listed = all.map(([name]) => name).filter((name) => name !== "kustomization.yaml");
  const list = `resources: ${JSON.stringify(listed)}\n`;
  const files = {
    ...(!("kustomization.yaml" in manifests) && { "kustomization.yaml": list }),
    ...Object.fromEntries(all),
  };
  return new Map([
    ["kind.yaml", kind],
    ["cilium-values.yaml", values],
    ...Object.entries(files).map(([name, text]) => [`manifests/${name}`, text ?? ""] as const),
  ]);
}

/** The control plane of the cluster with the changes. Nodes have the addresses 10.0.0.11, 10.0.0.12, ... */
export function clusterWith(changes: Changes = {}): ControlPlane {
  const files = clusterFiles(changes);
  const names = applyFiles(files).cluster.nodes.map(({ name }) => name);
  return controlPlane(files, (node) => `10.0.0.${11 + names.indexOf(node)}`);
}

/** Remarks or refusals as `file: message`. */
export function said(remarks: readonly Remark[]): readonly string[] {
  return remarks.map(({ file, message }) => `${file}: ${message}`);
}

/** What each node announces to the only peer of its only instance. */
export function announced({ speakers }: ControlPlane): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    speakers.map(({ node, peers }) => [
      node,
      peers.flatMap((peer) => peer.announcements.map(({ prefix }) => prefix)),
    ]),
  );
}

/** A text with a part replaced, which must be there. */
export function changed(text: string, part: string, by: string): string {
  if (!text.includes(part)) throw new Error(`there is no ${JSON.stringify(part)} in it`);
  return text.replace(part, by);
}
