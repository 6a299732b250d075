import { formatHost } from "../../address/host.ts";
import { type ChosenClusterIp, chosenClusterIps, freeClusterIp } from "../cluster-ips.ts";
import type { Rule } from "../rule.ts";

/**
 * The API server refuses the second service with an address ("provided IP is already allocated"). In two clusters it
 * may stand twice, but where both announce it, routers balance between services that have nothing to do with each other.
 */
export const clusterIpTaken: Rule = {
  code: "cluster-ip-taken",
  severity: "error",
  *check(network) {
    const byAddress = new Map<string, ChosenClusterIp[]>();
    for (const chosen of chosenClusterIps(network)) {
      const { service, cluster, span } = chosen;
      const address = formatHost(chosen.address);
      const others = byAddress.get(address) ?? [];
      byAddress.set(address, [...others, chosen]);
      const earlier = others.find((other) => clash(other, chosen));
      if (!earlier) continue;
      const where =
        earlier.cluster === cluster
          ? `in cluster \`${cluster.name}\``
          : `in cluster \`${earlier.cluster.name}\`, and both clusters announce it`;
      yield {
        span: span(),
        message: `service \`${service.name}\` has the ClusterIP ${address} of service \`${earlier.service.name}\` ${where}`,
        related: [{ message: `\`${earlier.service.name}\` has it here`, span: earlier.span() }],
        help: freeClusterIp(cluster, network),
      };
    }
  },
};

/** One service may have one ClusterIP in several clusters: that is anycast. */
function clash(one: ChosenClusterIp, other: ChosenClusterIp): boolean {
  if (one.service === other.service) return false;
  return one.cluster === other.cluster || [one, other].every(isAnnounced);
}

function isAnnounced({ cluster }: ChosenClusterIp): boolean {
  return cluster.bgp.advertise.includes("ClusterIP");
}
