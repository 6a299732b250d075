import type { Rule } from "../rule.ts";

/** A service that no cluster serves has an address that nobody announces. */
export const serviceUnserved: Rule = {
  code: "service-unserved",
  severity: "error",
  absence: true,
  *check({ services }) {
    for (const { name, clusters, at } of services) {
      if (clusters.length > 0) continue;
      yield {
        span: at("clusters"),
        message: `no cluster serves service \`${name}\``,
        help: "name clusters, or leave `clusters` out for all",
      };
    }
  },
};
