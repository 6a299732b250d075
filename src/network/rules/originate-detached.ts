import type { Rule } from "../rule.ts";

/** A `network` statement for a subnet that is no interface of the router's: FRR finds no such route and announces nothing. */
export const originateDetached: Rule = {
  code: "originate-detached",
  severity: "error",
  *check({ routers }) {
    for (const { name, legs, originate, at } of routers) {
      for (const { segment, span } of originate) {
        if (legs.some((leg) => leg.segment === segment)) continue;
        yield {
          span: span(),
          message: `router \`${name}\` originates network \`${segment.name}\`, which it is not attached to`,
          related: [{ message: "its networks are these", span: at("addresses") }],
          help: `give the router an address there, or take \`${segment.name}\` out of \`originate\``,
        };
      }
    }
  },
};
