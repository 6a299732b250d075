import { type Cluster, nodeCount, type Service } from "./network.ts";

/** How many nodes of a cluster announce the address of a service: with `Local` only those that have a pod. */
export function announcingNodes(service: Service, cluster: Cluster): number {
  const nodes = nodeCount(cluster);
  return service.trafficPolicy === "Cluster" ? nodes : Math.min(nodes, service.replicas ?? nodes);
}
