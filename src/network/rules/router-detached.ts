import type { Rule } from "../rule.ts";

/** A container needs a network to be created on, and a router two to do anything. */
export const routerDetached: Rule = {
  code: "router-detached",
  severity: "error",
  *check({ routers }) {
    for (const { name, legs, at } of routers) {
      if (legs.length > 0) continue;
      yield {
        span: at("addresses"),
        message: `router \`${name}\` has no address and is attached to no network`,
        help: "give it an address on the network of each cluster and of each client that it serves",
      };
    }
  },
};
