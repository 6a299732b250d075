import { chosenClusterIps } from "../cluster-ips.ts";
import type { Rule } from "../rule.ts";

/** A ClusterIP in a cluster where the service is not: somebody thinks that it is. */
export const clusterIpUnserved: Rule = {
  code: "cluster-ip-unserved",
  severity: "error",
  absence: true,
  *check(network) {
    for (const { service, cluster, span } of chosenClusterIps(network)) {
      if (service.clusters.includes(cluster)) continue;
      yield {
        span: span(),
        message: `service \`${service.name}\` has a ClusterIP in cluster \`${cluster.name}\`, which does not serve it`,
        related: [{ message: "these clusters serve it", span: service.at("clusters") }],
        help: `add \`${cluster.name}\` to \`clusters\`, or leave its address out`,
      };
    }
  },
};
