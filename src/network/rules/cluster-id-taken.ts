import { nextFreeIds } from "../free-ids.ts";
import type { Cluster } from "../network.ts";
import type { Rule } from "../rule.ts";

/** Two clusters with one number would get the same pod and service subnets. */
export const clusterIdTaken: Rule = {
  code: "cluster-id-taken",
  severity: "error",
  *check(network) {
    const free = nextFreeIds(network);
    const byId = new Map<number, Cluster>();
    for (const cluster of network.clusters) {
      const earlier = byId.get(cluster.id);
      if (cluster.id === 0 || earlier === undefined) {
        byId.set(cluster.id, cluster);
        continue;
      }
      const next = free.next().value;
      yield {
        span: cluster.at("id"),
        message: `cluster \`${cluster.name}\` has the id ${cluster.id} of cluster \`${earlier.name}\``,
        related: [{ message: `\`${earlier.name}\` has it here`, span: earlier.at("id") }],
        help: next ? `the next free one is ${next}` : undefined,
      };
    }
  },
};
