import { nodeCount } from "../network.ts";
import type { Rule } from "../rule.ts";

/** With externalTrafficPolicy Local only nodes with a pod announce the address: fewer pods than nodes, fewer next hops. */
export const replicasBelowNodes: Rule = {
  code: "replicas-below-nodes",
  severity: "warning",
  *check({ services }) {
    for (const { name, replicas, clusters, trafficPolicy, at } of services) {
      if (replicas === undefined || trafficPolicy !== "Local") continue;
      const wider = clusters.filter((cluster) => nodeCount(cluster) > replicas);
      const [first] = wider;
      if (!first) continue;
      const nodes =
        wider.length === 1
          ? `cluster \`${first.name}\` has ${nodeCount(first)} nodes`
          : `${wider.length} clusters have more nodes`;
      const pods = replicas === 1 ? "one pod" : `${replicas} pods`;
      yield {
        span: at("replicas"),
        message: `service \`${name}\` has ${pods} in each cluster, and ${nodes}: a node without a pod announces nothing`,
        help: "leave `replicas` out: each node then gets a pod",
      };
    }
  },
};
