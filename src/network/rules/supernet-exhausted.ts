import { formatPrefix, subnetCount } from "../../address/prefix.ts";
import type { Cluster, Network, Supernet } from "../network.ts";
import type { Finding, Rule } from "../rule.ts";

/** Longer subnets hold no pods of a node (a /24 each), or not the ten service addresses that kubeadm wants. */
const LONGEST = { podSubnet: 24, serviceSubnet: 28 } as const;

/** Cluster number n gets subnet number n: a supernet ends somewhere. */
export const supernetExhausted: Rule = {
  code: "supernet-exhausted",
  severity: "error",
  reads: ["podSubnets", "serviceSubnets"],
  *check(network) {
    yield* beyond(network, "pod", "podSubnet");
    yield* beyond(network, "service", "serviceSubnet");
  },
};

function* beyond(network: Network, kind: string, key: "podSubnet" | "serviceSubnet"): Iterable<Finding> {
  const supernet = network[`${key}s`];
  const last = subnetCount(supernet.prefix, supernet.size) - 1;
  const without = network.clusters.filter((cluster) => cluster.id > 0 && cluster[key] === undefined);
  if (last < 1) {
    if (without.length > 0) yield tooLarge(network, kind, key, supernet);
  } else for (const cluster of without) yield atTheEnd(cluster, kind, key, supernet, last);
}

/** Subnets so large, or so small, that not even cluster number 1 gets one: that is not about any cluster. */
function tooLarge(
  { clusters, at }: Network,
  kind: string,
  key: keyof typeof LONGEST,
  { prefix, size }: Supernet,
): Finding {
  const highest = clusters.reduce((max, { id }) => Math.max(max, id), 0);
  const enough = prefix.length + Math.ceil(Math.log2(highest + 1));
  return {
    span: at(`${key}s`, "size"),
    message: `${formatPrefix(prefix)} holds no ${kind} subnets of length ${size} for clusters number 1 and up`,
    help:
      enough <= LONGEST[key]
        ? `set \`${key}s.size\` to a length from ${enough} to ${LONGEST[key]}: cluster number n gets subnet number n, counted from 0`
        : `take a larger \`${key}s.supernet\``,
  };
}

function atTheEnd(
  { name, id, at }: Cluster,
  kind: string,
  key: string,
  { prefix, size }: Supernet,
  last: number,
): Finding {
  return {
    span: at("id"),
    message: `there is no ${kind} subnet number ${id} for cluster \`${name}\`: ${formatPrefix(prefix)} in subnets of length ${size} ends with number ${last}`,
    help: `take a free id up to ${last}, write \`${key}:\` for this cluster, or change \`${key}s:\` (which moves all clusters)`,
  };
}
