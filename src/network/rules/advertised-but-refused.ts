import { routersOn } from "../addressing.ts";
import { perSetting } from "../bgp-findings.ts";
import type { Rule } from "../rule.ts";

/** A router with the policy `pools` accepts addresses of pools: ClusterIPs and ExternalIPs are announced for nothing. */
export const advertisedButRefused: Rule = {
  code: "advertised-but-refused",
  severity: "error",
  allowable: true,
  reads: ["bgp"],
  check: (network) =>
    perSetting(network, ({ segment, bgp: { advertise } }) => {
      const strict = routersOn(network, segment).find(({ policy }) => policy === "pools");
      const others = advertise.filter((kind) => kind !== "LoadBalancerIP");
      if (!strict || others.length === 0) return undefined;
      return {
        where: [["advertise", advertise.findIndex((kind) => kind !== "LoadBalancerIP")], ["advertise"]],
        message: `router \`${strict.name}\` accepts addresses of pools only: ${others.join(" and ")} would be announced for nothing`,
        related: [{ message: `router \`${strict.name}\` is here`, span: strict.at("policy") }],
        help: "advertise `LoadBalancerIP` only, or let the router accept all with `policy: accept-all`",
      };
    }),
};
