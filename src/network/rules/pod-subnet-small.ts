import { formatPrefix, subnetCount } from "../../address/prefix.ts";
import { nodeCount } from "../network.ts";
import type { Rule } from "../rule.ts";

/** The controller manager cuts a /24 for each node out of the pod subnet (kubeadm's node-cidr-mask-size). */
const NODE_LENGTH = 24;

/** A node for which no pod subnet is left stays NotReady. */
export const podSubnetSmall: Rule = {
  code: "pod-subnet-small",
  severity: "error",
  reads: ["podSubnets"],
  *check({ clusters }) {
    for (const cluster of clusters) {
      const { name, podSubnet, at } = cluster;
      if (podSubnet?.family !== 4) continue;
      const room = subnetCount(podSubnet, NODE_LENGTH);
      const nodes = nodeCount(cluster);
      if (room >= nodes) continue;
      const enough = NODE_LENGTH - Math.ceil(Math.log2(nodes));
      yield {
        span: at("podSubnet"),
        message: `the pod subnet ${formatPrefix(podSubnet)} of cluster \`${name}\` holds a /24 for ${room} of its ${nodes} nodes`,
        help: `give the cluster a \`podSubnet\` of length ${enough} or shorter, or all of them with \`podSubnets: { size: ${enough} }\``,
      };
    }
  },
};
