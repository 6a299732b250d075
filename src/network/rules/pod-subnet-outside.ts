import { formatPrefix } from "../../address/prefix.ts";
import { containsRange } from "../../address/range.ts";
import type { Rule } from "../rule.ts";

/** Native routing knows one CIDR (`ipv4NativeRoutingCIDR`): pods outside of it would be masqueraded towards each other. */
export const podSubnetOutside: Rule = {
  code: "pod-subnet-outside",
  severity: "error",
  *check({ clusters, podSubnets, at: top }) {
    for (const { name, podSubnet, at } of clusters) {
      if (!podSubnet || containsRange(podSubnets.prefix, podSubnet)) continue;
      yield {
        span: at("podSubnet"),
        message: `the pod subnet of cluster \`${name}\` lies outside the pod supernet ${formatPrefix(podSubnets.prefix)}`,
        related: [
          {
            message: "the supernet is set by `podSubnets.supernet`, and by default",
            span: top("podSubnets", "supernet"),
          },
        ],
        help: "widen `podSubnets.supernet` until it holds all pod subnets, and nothing else",
      };
    }
  },
};
