import { clustersBehind } from "../addressing.ts";
import { announcingNodes } from "../announcing.ts";
import { FRR_MAX_NEXT_HOPS } from "../releases.ts";
import type { Rule } from "../rule.ts";

/** FRR installs at most 256 next hops for a route: the nodes beyond get no traffic, and nobody says which. */
export const ecmpTooWide: Rule = {
  code: "ecmp-too-wide",
  severity: "error",
  allowable: true,
  *check(network) {
    for (const router of network.routers) {
      const behind = new Set(clustersBehind(network, router));
      for (const service of network.services) {
        const clusters = service.clusters.filter((cluster) => behind.has(cluster));
        const width = clusters.reduce((sum, cluster) => sum + announcingNodes(service, cluster), 0);
        if (width <= FRR_MAX_NEXT_HOPS) continue;
        yield {
          span: service.at(),
          message: `service \`${service.name}\` has ${width} next hops on router \`${router.name}\`, and FRR installs at most ${FRR_MAX_NEXT_HOPS}`,
          help: "let fewer clusters serve it (`clusters:`), or let fewer nodes announce it (`replicas:`)",
        };
      }
    }
  },
};
