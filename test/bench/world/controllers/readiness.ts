import type { Cluster } from "../cluster.ts";
import type { NodeContainer } from "../docker.ts";
import type { Delays } from "../settings.ts";

/** A moment at which something is there; infinitely late if nothing is going to bring it about. */
export type Moment = number;

/** What there is of a cluster at a moment: its containers, and how long things take. */
export interface Sight {
  readonly cluster: Cluster;
  readonly containers: readonly NodeContainer[];
  readonly delays: Delays;
  readonly now: Moment;
}

/** When the API server answers: a control plane runs, and of several kind's load balancer as well. */
export function apiServerFrom({ cluster, containers, delays }: Sight): Moment {
  const planes = containers.filter(({ role }) => role === "control-plane");
  const several = cluster.kind.nodes.filter(({ role }) => role === "control-plane").length > 1;
  const balancer = containers.find(({ role }) => role === "external-load-balancer");
  if (several && !balancer?.running) return Number.POSITIVE_INFINITY;
  return Math.min(
    ...planes.map((plane) => startOf(plane) + delays.apiServer * 1000),
    Number.POSITIVE_INFINITY,
  );
}

/** When Cilium's agent on a node is ready, and with it the node. */
export function agentFrom({ cluster, containers, delays }: Sight, node: string): Moment {
  const { cilium, kind } = cluster;
  const container = containers.find(({ name }) => name === node);
  if (!cilium || !container || cilium.values.fault !== undefined) return Number.POSITIVE_INFINITY;
  if (!kind.kubeProxy && cilium.values.apiServerHost === "") return Number.POSITIVE_INFINITY;
  return Math.max(cilium.since, startOf(container)) + delays.agent * 1000;
}

/** When Cilium's operator is ready, which is before it has registered anything. */
export function operatorFrom({ cluster: { cilium }, delays }: Sight): Moment {
  return cilium?.values.operator ? cilium.since + delays.agent * 1000 : Number.POSITIVE_INFINITY;
}

/** When Cilium's operator has registered its kinds. */
export function crdsFrom({ cluster: { cilium }, delays }: Sight): Moment {
  return cilium?.values.operator
    ? cilium.since + Math.max(delays.crds, delays.agent) * 1000
    : Number.POSITIVE_INFINITY;
}

function startOf({ running, startedAt }: NodeContainer): Moment {
  return running ? startedAt : Number.POSITIVE_INFINITY;
}
