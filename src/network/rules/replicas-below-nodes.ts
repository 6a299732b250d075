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
      if (wider.length === 0) continue;
      const where =
        wider.length === 1
          ? `the ${nodeCount(wider[0] as never)} nodes of cluster \`${wider[0]?.name}\``
          : `the nodes of ${wider.length} clusters`;
      yield {
        span: at("replicas"),
        message: `service \`${name}\` has ${replicas} pods for ${where}: a node without one announces nothing`,
        help: "leave `replicas` out: each node then gets a pod",
      };
    }
  },
};
