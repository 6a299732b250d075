import { perSetting } from "../bgp-findings.ts";
import type { Rule } from "../rule.ts";

/** Without LoadBalancerIP among the advertised addresses no pool address ever leaves a cluster. */
export const loadBalancerIpMissing: Rule = {
  code: "load-balancer-ip-missing",
  severity: "error",
  check: (network) =>
    perSetting(network, ["advertise"], ({ advertise }) =>
      advertise.includes("LoadBalancerIP")
        ? undefined
        : {
            message: "the service addresses are not announced: `LoadBalancerIP` is missing here",
            help: "add `LoadBalancerIP`",
          },
    ),
};
