import { containsRange } from "../../address/range.ts";
import { podRanges, podSupernet } from "../addressing.ts";
import type { Rule } from "../rule.ts";

/** Native routing knows one CIDR (`ipv4NativeRoutingCIDR`): pods outside of it would be masqueraded towards each other. */
export const podSubnetOutside: Rule = {
  code: "pod-subnet-outside",
  severity: "error",
  reads: ["podSubnets"],
  *check(network) {
    const supernet = podSupernet(network);
    for (const { what, range, text, span } of podRanges(network)) {
      if (containsRange(supernet.range, range)) continue;
      yield {
        span: span(),
        message: `${what} (${text}) lies outside ${supernet.what} ${supernet.text}`,
        related: supernet.isDefault ? [] : [{ message: "the supernet is set here", span: supernet.span() }],
        help: "take a subnet of it, or set `podSubnets.supernet` to one that holds all pod subnets, and nothing else",
      };
    }
  },
};
