import { parsePrefix } from "../../address/prefix.ts";
import { containsRange } from "../../address/range.ts";
import type { KindCluster } from "../applied.ts";
import { ANY, fields, type Modelled, only, where } from "../modelled.ts";

/**
 * What is modelled of cilium-values.yaml: what is read, and what the network of the lab is taken to be. Native routing
 * over the one network of all nodes, pods in the subnet of kind.yaml, and no kube-proxy.
 */
export function modelledValues(cluster: KindCluster): Modelled {
  return fields({
    agent: only(undefined, true, false),
    autoDirectNodeRoutes: only(true),
    bgpControlPlane: fields({
      enabled: ANY,
      legacyOriginAttribute: fields({ enabled: only(undefined, false) }),
      routerIDAllocation: fields({ mode: only(undefined, "default"), ipPool: only(undefined, "") }),
      secretsNamespace: fields({ create: ANY, name: ANY }),
      statusReport: ANY,
    }),
    bpf: fields({ lbExternalClusterIP: ANY }),
    cluster: fields({ id: only(undefined, 0), name: ANY }),
    defaultLBServiceIPAM: ANY,
    enableIPv4Masquerade: only(undefined, true),
    enableLBIPAM: ANY,
    enableNoServiceEndpointsRoutable: ANY,
    ipam: fields({ mode: only("kubernetes") }),
    ipv4: fields({ enabled: ANY }),
    ipv4NativeRoutingCIDR: where((value) => holdsPods(value, cluster)),
    ipv6: fields({ enabled: only(undefined, false) }),
    k8sServiceHost: where((value) => isApiServer(value, cluster)),
    k8sServicePort: only(6443, "6443"),
    kubeProxyReplacement: only(true, "true"),
    operator: fields({
      enabled: ANY,
      replicas: where((value) => value === undefined || isCount(value, cluster)),
      rollOutPods: ANY,
    }),
    rollOutCiliumPods: ANY,
    routingMode: only("native"),
    securityContext: fields({
      privileged: ANY,
      capabilities: fields({ ciliumAgent: where(isEnough) }),
    }),
  });
}

function holdsPods(value: unknown, { podSubnet }: KindCluster): boolean {
  const [outer, inner] = [parsePrefix(String(value)), parsePrefix(podSubnet)];
  return outer !== undefined && inner !== undefined && containsRange(outer, inner);
}

/** A control plane of this cluster, by its container's name; of several, kind's load balancer as well. */
function isApiServer(value: unknown, { name, nodes }: KindCluster): boolean {
  const servers = nodes.filter(({ role }) => role === "control-plane").map((node) => node.name);
  return (
    nodes.length === 0 ||
    servers.some((server) => server === value) ||
    (servers.length > 1 && value === `${name}-external-load-balancer`)
  );
}

function isCount(value: unknown, { nodes }: KindCluster): boolean {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= nodes.length;
}

/** A list takes the place of the chart's, without which the agent cannot work. */
function isEnough(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && CAPABILITIES.every((name) => value.includes(name)));
}

const CAPABILITIES = [
  "CHOWN",
  "KILL",
  "NET_ADMIN",
  "NET_RAW",
  "IPC_LOCK",
  "SYS_MODULE",
  "SYS_ADMIN",
  "SYS_RESOURCE",
  "DAC_OVERRIDE",
  "FOWNER",
  "SETGID",
  "SETUID",
];
