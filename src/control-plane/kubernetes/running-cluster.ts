import type { Prefix } from "../../address/prefix.ts";
import { type Applied, ofKind, type Resource } from "../applied.ts";
import { loadBalancerAddresses } from "../lb-ipam/load-balancer-addresses.ts";
import type { Remarking } from "../remarking.ts";
import { clusterIps } from "./cluster-ips.ts";
import { endpoints, type ServicePort } from "./endpoints.ts";
import { podSlices } from "./pod-slices.ts";
import { schedule } from "./schedule.ts";

/** The cluster when its controllers are done: pods run, services have addresses and endpoints. */
export interface RunningCluster {
  readonly applied: Applied;
  /** By node; a node that is not in here is not ready. */
  readonly slices: ReadonlyMap<string, Prefix>;
  readonly services: readonly RunningService[];
}

export interface RunningService {
  readonly resource: Resource<"Service">;
  readonly clusterIp: string | undefined;
  readonly loadBalancerIps: readonly string[];
  readonly ports: readonly ServicePort[];
}

/** What Kubernetes' controllers, its scheduler and Cilium's operator make of the resources. */
export function* runningCluster(applied: Applied): Remarking<RunningCluster> {
  const slices = yield* podSlices(applied.cluster);
  const pods = yield* schedule(applied, slices);
  const ports = yield* endpoints(applied, pods);
  const addresses = yield* loadBalancerAddresses(applied);
  const internal = clusterIps(applied);
  const services = ofKind(applied, "Service").map((resource): RunningService => ({
    resource,
    clusterIp: internal.get(resource),
    loadBalancerIps: addresses.get(resource) ?? [],
    ports: ports.get(resource) ?? [],
  }));
  return { applied, slices, services };
}

/** Whether any port of a service has an endpoint, on a node if one is given. */
export function hasEndpoints({ ports }: RunningService, node?: string): boolean {
  return ports.some(({ pods }) => pods.some((pod) => node === undefined || pod.node === node));
}
