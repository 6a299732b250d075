import { formatHost } from "../../address/host.ts";
import { formatPrefix } from "../../address/prefix.ts";
import { containsHost } from "../../address/range.ts";
import { hasRoom, staticAddresses } from "../addressing.ts";
import type { Rule } from "../rule.ts";

/** kind cannot pin node addresses: Docker takes any free one of the node range, and a stopped router's is free. */
export const addressInNodeRange: Rule = {
  code: "address-in-node-range",
  severity: "error",
  *check(network) {
    const withNodes = new Set(network.clusters.map(({ segment }) => segment));
    for (const { owner, segment, address, span } of staticAddresses(network)) {
      if (
        !withNodes.has(segment) ||
        !hasRoom(segment) ||
        !containsHost(segment.nodeRange, address) ||
        !containsHost(segment.subnet, address)
      )
        continue;
      yield {
        span: span(),
        message: `${owner} has the address ${formatHost(address)}, which a node could get: network \`${segment.name}\` gives nodes addresses from ${formatPrefix(segment.nodeRange)}`,
        help: "take an address outside of it, or set `nodeRange` of the network",
      };
    }
  },
};
