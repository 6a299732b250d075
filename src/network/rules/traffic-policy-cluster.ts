import type { Rule } from "../rule.ts";

/** With externalTrafficPolicy Cluster a node announces the address whether or not anything answers behind it. */
export const trafficPolicyCluster: Rule = {
  code: "traffic-policy-cluster",
  severity: "warning",
  *check({ services }) {
    for (const { name, trafficPolicy, at } of services) {
      if (trafficPolicy !== "Cluster") continue;
      yield {
        span: at("trafficPolicy"),
        message: `service \`${name}\` is announced by every node, even by a cluster without a ready pod, and hides the client's address`,
        help: "with `Local` only nodes with a ready pod announce it",
      };
    }
  },
};
