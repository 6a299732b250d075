import type { Rule } from "../rule.ts";

/** A cluster that serves nothing comes up, peers, and announces no address: seldom what somebody wanted. */
export const clusterIdle: Rule = {
  code: "cluster-idle",
  severity: "warning",
  absence: true,
  *check({ clusters, services }) {
    const busy = new Set(services.flatMap((service) => service.clusters));
    for (const cluster of clusters) {
      if (!busy.has(cluster))
        yield {
          span: cluster.at(),
          message: `cluster \`${cluster.name}\` serves no service and announces nothing`,
        };
    }
  },
};
