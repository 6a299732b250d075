import type { Rule } from "../rule.ts";

/** Cilium imports no route (since 1.16 by policy): what a router originates towards clusters is thrown away. */
export const originateUnheard: Rule = {
  code: "originate-unheard",
  severity: "warning",
  *check({ routers }) {
    for (const { name, legs, originate, at } of routers) {
      const attached = originate.filter(({ segment }) => legs.some((leg) => leg.segment === segment));
      if (attached.length === 0) continue;
      yield {
        span: at("originate"),
        message: `router \`${name}\` originates routes that nobody takes: Cilium imports none, and the nodes' way back is a static route`,
        help: "leave `originate` out",
      };
    }
  },
};
