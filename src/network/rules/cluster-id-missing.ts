import { nextFreeIds } from "../free-ids.ts";
import type { Rule } from "../rule.ts";

/**
 * What gen derives for a cluster follows from its number and not from its place in the file, so that a new cluster
 * changes nothing for the others. Hence the number is written down.
 */
export const clusterIdMissing: Rule = {
  code: "cluster-id-missing",
  severity: "error",
  *check(network) {
    const free = nextFreeIds(network);
    for (const { id, name, at } of network.clusters) {
      if (id > 0) continue;
      const next = free.next().value;
      yield {
        span: at(),
        message: `cluster \`${name}\` has no \`id\``,
        help: next
          ? `write \`id: ${next}\`, the next free one, and never reuse it: the cluster's subnets follow from it`
          : undefined,
      };
    }
  },
};
