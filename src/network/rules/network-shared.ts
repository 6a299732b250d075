import type { Cluster, Segment } from "../network.ts";
import type { Rule } from "../rule.ts";

/**
 * The router tells clusters apart by the subnet that a session comes from (`bgp listen range`), for the addresses of
 * kind nodes cannot be pinned. Two clusters on one network would be one to it: one AS number, one filter.
 */
export const networkShared: Rule = {
  code: "network-shared",
  severity: "error",
  *check({ segments, clusters }) {
    const bySegment = new Map<Segment | undefined, Cluster[]>(segments.map((segment) => [segment, []]));
    for (const cluster of clusters) bySegment.get(cluster.segment)?.push(cluster);
    for (const [segment, [first, second, ...others]] of bySegment) {
      if (!segment || !first || !second) continue;
      const more = others.length > 0 ? ` and ${others.length} more` : "";
      yield {
        span: second.at("network"),
        message: `clusters \`${first.name}\` and \`${second.name}\`${more} share network \`${segment.name}\`: a router could not tell their sessions apart`,
        related: [{ message: `\`${first.name}\` is attached here`, span: first.at("network") }],
        help: "give each cluster a network of its own",
      };
    }
  },
};
