import { routersOn } from "../addressing.ts";
import type { Rule } from "../rule.ts";

/** Two routers on one network mean two sessions for each node and two ways back, which gen does not write yet. */
export const severalRouters: Rule = {
  code: "several-routers",
  severity: "error",
  *check(network) {
    for (const segment of network.segments) {
      const [first, second] = routersOn(network, segment);
      if (!first || !second) continue;
      yield {
        span: second.at("addresses", segment.name),
        message: `network \`${segment.name}\` has two routers, and several routers on one network are not supported yet`,
        related: [
          { message: `router \`${first.name}\` is attached here`, span: first.at("addresses", segment.name) },
        ],
      };
    }
  },
};
