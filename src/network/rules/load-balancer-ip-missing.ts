import { perSetting } from "../bgp-findings.ts";
import type { Rule } from "../rule.ts";

/** Without LoadBalancerIP among the advertised addresses no pool address ever leaves a cluster. */
export const loadBalancerIpMissing: Rule = {
  code: "load-balancer-ip-missing",
  severity: "error",
  reads: ["bgp"],
  check: (network) =>
    perSetting(network, ({ bgp: { advertise } }) =>
      advertise.includes("LoadBalancerIP")
        ? undefined
        : {
            where: [["advertise"]],
            message: "the service addresses are not announced: `LoadBalancerIP` is missing here",
            help: "add `LoadBalancerIP`",
          },
    ),
};
