import { clustersBehind, routersOn } from "../addressing.ts";
import type { Rule } from "../rule.ts";

/** A client sends to service addresses by the router on its network, and the nodes answer by the same: both need one. */
export const clientWithoutRoute: Rule = {
  code: "client-without-route",
  severity: "error",
  absence: true,
  *check(network) {
    const serving = new Set(network.services.flatMap(({ clusters }) => clusters));
    for (const { name, segment, at } of network.clients) {
      if (!segment) continue;
      const routers = routersOn(network, segment);
      if (routers.some((router) => clustersBehind(network, router).some((cluster) => serving.has(cluster))))
        continue;
      yield {
        span: at("network"),
        message:
          routers.length === 0
            ? `no router is attached to network \`${segment.name}\`: client \`${name}\` reaches no service, and no answer finds the way back`
            : `the router on network \`${segment.name}\` has no cluster behind it that serves anything: client \`${name}\` reaches no service`,
        help: `give a router with clusters an address there: \`addresses: { ${segment.name}: ... }\``,
      };
    }
  },
};
