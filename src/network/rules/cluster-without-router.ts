import { routersOn } from "../addressing.ts";
import type { Rule } from "../rule.ts";

/** A cluster peers with the router on its own network: without one its addresses are announced to nobody. */
export const clusterWithoutRouter: Rule = {
  code: "cluster-without-router",
  severity: "error",
  absence: true,
  *check(network) {
    for (const { name, segment, at } of network.clusters) {
      if (!segment || routersOn(network, segment).length > 0) continue;
      yield {
        span: at("network"),
        message: `no router is attached to network \`${segment.name}\` of cluster \`${name}\``,
        help: `give a router an address there: \`addresses: { ${segment.name}: ... }\``,
      };
    }
  },
};
