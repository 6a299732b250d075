import { serviceRanges } from "../addressing.ts";
import { overlapsAmong } from "../overlaps.ts";
import type { Rule } from "../rule.ts";

/**
 * The same ClusterIP for different services in two clusters: as soon as ClusterIPs are announced, the router balances
 * between them. It can be lived with while nothing but service addresses of the pools leaves a cluster.
 */
export const serviceSubnetOverlap: Rule = {
  code: "service-subnet-overlap",
  severity: "error",
  allowable: true,
  reads: ["serviceSubnets"],
  check: (network) =>
    overlapsAmong(
      serviceRanges(network),
      "",
      "leave `serviceSubnet` out: each cluster then gets one of its own by its `id`",
    ),
};
