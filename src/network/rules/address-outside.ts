import { formatHost } from "../../address/host.ts";
import { formatPrefix } from "../../address/prefix.ts";
import { containsHost } from "../../address/range.ts";
import { hasRoom, staticAddresses } from "../addressing.ts";
import type { Rule } from "../rule.ts";

/** An address outside the subnet of its network: Docker refuses it, and no neighbour would find it. */
export const addressOutside: Rule = {
  code: "address-outside",
  severity: "error",
  *check(network) {
    const gateways = network.segments.filter(hasRoom).map((segment) => ({
      owner: "the gateway",
      segment,
      address: segment.gateway,
      span: () => segment.at("gateway"),
    }));
    for (const { owner, segment, address, span } of [...gateways, ...staticAddresses(network)]) {
      if (containsHost(segment.subnet, address)) continue;
      yield {
        span: span(),
        message: `${owner} has the address ${formatHost(address)} on network \`${segment.name}\`, which is ${formatPrefix(segment.subnet)}`,
        mark: "outside the subnet",
        related: [{ message: `network \`${segment.name}\` is declared here`, span: segment.at("subnet") }],
      };
    }
  },
};
