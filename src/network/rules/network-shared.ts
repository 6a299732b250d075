import type { Cluster, Segment } from "../network.ts";
import type { Rule } from "../rule.ts";

/**
 * The router tells clusters apart by the subnet that a session comes from (`bgp listen range`), for the addresses of
 * kind nodes cannot be pinned. Two clusters on one network would be one to it: one AS number, one filter.
 */
export const networkShared: Rule = {
  code: "network-shared",
  severity: "error",
  *check({ clusters }) {
    const bySegment = new Map<Segment, Cluster>();
    for (const cluster of clusters) {
      if (!cluster.segment) continue;
      const earlier = bySegment.get(cluster.segment);
      if (earlier === undefined) bySegment.set(cluster.segment, cluster);
      else
        yield {
          span: cluster.at("network"),
          message: `clusters \`${earlier.name}\` and \`${cluster.name}\` share network \`${cluster.segment.name}\`: a router could not tell their sessions apart`,
          related: [{ message: `\`${earlier.name}\` is attached here`, span: earlier.at("network") }],
          help: "give each cluster a network of its own",
        };
    }
  },
};
