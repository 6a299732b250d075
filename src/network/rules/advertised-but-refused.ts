import { perSetting } from "../bgp-findings.ts";
import type { Rule } from "../rule.ts";

/** A router with the policy `pools` accepts addresses of pools: ClusterIPs and ExternalIPs are announced for nothing. */
export const advertisedButRefused: Rule = {
  code: "advertised-but-refused",
  severity: "error",
  allowable: true,
  *check(network) {
    const strict = network.routers.find(({ policy }) => policy === "pools");
    if (!strict) return;
    yield* perSetting(network, ["advertise"], ({ advertise }) => {
      const others = advertise.filter((kind) => kind !== "LoadBalancerIP");
      if (others.length === 0) return undefined;
      return {
        message: `router \`${strict.name}\` accepts addresses of pools only: ${others.join(" and ")} would be announced for nothing`,
        related: [{ message: `router \`${strict.name}\` is here`, span: strict.at("policy") }],
        help: "advertise `LoadBalancerIP` only, or let the router accept all with `policy: accept-all`",
      };
    });
  },
};
