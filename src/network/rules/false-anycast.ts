import { overlaps } from "../../address/range.ts";
import { clustersBehind } from "../addressing.ts";
import type { Cluster } from "../network.ts";
import type { Finding, Rule } from "../rule.ts";

/**
 * Two clusters that announce ClusterIPs out of one subnet to a router that accepts all: it balances between services
 * that have nothing to do with each other. Seen on FRR 8.4: the same /32 from both sides becomes one entry with all
 * next hops.
 */
export const falseAnycast: Rule = {
  code: "false-anycast",
  severity: "error",
  allowable: true,
  reads: ["bgp", "serviceSubnets"],
  *check(network) {
    for (const router of network.routers)
      if (router.policy === "accept-all") yield* amongst(clustersBehind(network, router));
  },
};

function* amongst(clusters: readonly Cluster[]): Iterable<Finding> {
  const announcing: Cluster[] = [];
  for (const cluster of clusters) {
    const subnet = cluster.serviceSubnet;
    if (!subnet || !cluster.bgp.advertise.includes("ClusterIP")) continue;
    const other = announcing.find(({ serviceSubnet }) => serviceSubnet && overlaps(serviceSubnet, subnet));
    announcing.push(cluster);
    if (!other) continue;
    yield {
      span: cluster.at("serviceSubnet"),
      message: `clusters \`${other.name}\` and \`${cluster.name}\` announce ClusterIPs out of one service subnet: routers would balance between unrelated services`,
      related: [{ message: `\`${other.name}\` is here`, span: other.at("serviceSubnet") }],
      help: "give each cluster a service subnet of its own, or advertise `LoadBalancerIP` only",
    };
  }
}
