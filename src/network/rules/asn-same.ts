import { clustersBehind } from "../addressing.ts";
import type { Rule } from "../rule.ts";

/**
 * One AS number at both ends makes the session iBGP: the router would pass no cluster's routes on without being a
 * route reflector (RFC 4456), and timers and TTL follow other rules. gen does not write that yet.
 */
export const asnSame: Rule = {
  code: "asn-same",
  severity: "error",
  *check(network) {
    for (const router of network.routers) {
      for (const cluster of clustersBehind(network, router)) {
        if (cluster.asn !== router.asn) continue;
        yield {
          span: cluster.at("asn"),
          message: `cluster \`${cluster.name}\` has the AS number of its router \`${router.name}\`, and iBGP is not supported yet`,
          related: [{ message: `router \`${router.name}\` has it here`, span: router.at("asn") }],
          help: "give the cluster an AS number of its own",
        };
      }
    }
  },
};
