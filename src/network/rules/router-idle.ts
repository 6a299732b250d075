import { clustersBehind } from "../addressing.ts";
import type { Rule } from "../rule.ts";

/** A router peers with the clusters on its networks: with none there it comes up and never has a session. */
export const routerIdle: Rule = {
  code: "router-idle",
  severity: "warning",
  absence: true,
  *check(network) {
    // A client that needs it is an error of its own, and so is a router without addresses.
    const asked = new Set(network.clients.map(({ segment }) => segment));
    for (const router of network.routers) {
      const { name, legs, at } = router;
      if (legs.length === 0 || legs.some(({ segment }) => asked.has(segment))) continue;
      if (clustersBehind(network, router).length > 0) continue;
      yield {
        span: at(),
        message: `router \`${name}\` has no cluster on any of its networks and no session`,
      };
    }
  },
};
