import { perSetting } from "../bgp-findings.ts";
import type { Rule } from "../rule.ts";

/** Multihop raises the TTL of BGP packets; to a peer on the same network that only lets in those from farther away. */
export const multihopOnLink: Rule = {
  code: "multihop-on-link",
  severity: "warning",
  check: (network) =>
    perSetting(network, ({ bgp: { multihop } }) =>
      multihop > 1
        ? {
            where: [["multihop"]],
            message: `multihop ${multihop} is not needed: routers and nodes are on one network`,
            help: "leave `multihop` out",
          }
        : undefined,
    ),
};
