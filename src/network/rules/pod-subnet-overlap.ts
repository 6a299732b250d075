import { podRanges } from "../addressing.ts";
import { overlapsAmong } from "../overlaps.ts";
import type { Rule } from "../rule.ts";

/**
 * Pods of two clusters with the same addresses: once pod subnets are routed or advertised, the router balances between
 * unrelated pods. It can be lived with while nothing but service addresses leaves a cluster.
 */
export const podSubnetOverlap: Rule = {
  code: "pod-subnet-overlap",
  severity: "error",
  allowable: true,
  reads: ["podSubnets"],
  check: (network) =>
    overlapsAmong(
      podRanges(network),
      "",
      "leave `podSubnet` out: each cluster then gets one of its own by its `id`",
    ),
};
