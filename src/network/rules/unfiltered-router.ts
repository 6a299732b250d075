import type { Rule } from "../rule.ts";

/** A router that accepts all lets any cluster take over the client's subnet, the default route or another's addresses. */
export const unfilteredRouter: Rule = {
  code: "unfiltered-router",
  severity: "error",
  allowable: true,
  *check({ routers }) {
    for (const { name, policy, at } of routers) {
      if (policy !== "accept-all") continue;
      yield {
        span: at("policy"),
        message: `router \`${name}\` accepts any prefix from any cluster, 0.0.0.0/0 included, and passes it on to the others`,
        help: "leave `policy` out: the router then accepts the addresses of the pools that a cluster serves",
      };
    }
  },
};
