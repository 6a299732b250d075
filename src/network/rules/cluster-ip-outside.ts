import { formatHost } from "../../address/host.ts";
import { formatPrefix } from "../../address/prefix.ts";
import { chosenClusterIps, freeClusterIp, liesInServiceSubnet } from "../cluster-ips.ts";
import type { Rule } from "../rule.ts";

/** The API server takes `spec.clusterIP` from the cluster's own service subnet only ("is not in the valid range"). */
export const clusterIpOutside: Rule = {
  code: "cluster-ip-outside",
  severity: "error",
  reads: ["serviceSubnets"],
  *check(network) {
    for (const chosen of chosenClusterIps(network)) {
      const { service, cluster, address, span } = chosen;
      const { serviceSubnet } = cluster;
      if (!serviceSubnet || liesInServiceSubnet(chosen) !== false) continue;
      yield {
        span: span(),
        message: `service \`${service.name}\` has the ClusterIP ${formatHost(address)}, which is not in the service subnet ${formatPrefix(serviceSubnet)} of cluster \`${cluster.name}\``,
        related: [{ message: `cluster \`${cluster.name}\` is here`, span: cluster.at("serviceSubnet") }],
        help: freeClusterIp(cluster, network),
      };
    }
  },
};
