import { formatPrefix, subnetCount } from "../../address/prefix.ts";
import type { Network, Supernet } from "../network.ts";
import type { Finding, Rule } from "../rule.ts";

/** Cluster number n gets subnet number n: a supernet ends somewhere. */
export const supernetExhausted: Rule = {
  code: "supernet-exhausted",
  severity: "error",
  *check(network) {
    yield* beyond(network, "pod", network.podSubnets, "podSubnet");
    yield* beyond(network, "service", network.serviceSubnets, "serviceSubnet");
  },
};

function* beyond(
  network: Network,
  what: string,
  { prefix, size }: Supernet,
  key: "podSubnet" | "serviceSubnet",
): Iterable<Finding> {
  const last = subnetCount(prefix, size) - 1;
  for (const cluster of network.clusters) {
    if (cluster.id === 0 || cluster[key] !== undefined) continue;
    yield {
      span: cluster.at("id"),
      message:
        last < 1
          ? `${formatPrefix(prefix)} holds no ${what} subnet of length ${size} for cluster \`${cluster.name}\``
          : `there is no ${what} subnet number ${cluster.id} for cluster \`${cluster.name}\`: ${formatPrefix(prefix)} in subnets of length ${size} ends with number ${last}`,
      help: `take a free id up to ${Math.max(last, 1)}, write \`${key}:\` for this cluster, or change \`${key}s:\` (which moves all clusters)`,
    };
  }
}
