import { networkRanges, podSupernet, serviceRanges } from "../addressing.ts";
import { overlapsWith } from "../overlaps.ts";
import type { Rule } from "../rule.ts";

/**
 * The pod supernet is Cilium's native routing CIDR: what lies in it is sent unmasqueraded and taken for a pod. Hosts
 * of a network or service addresses in there would get packets that they cannot answer.
 */
export const podSupernetClash: Rule = {
  code: "pod-supernet-clash",
  severity: "error",
  reads: ["podSubnets", "serviceSubnets"],
  check: (network) =>
    overlapsWith(
      [...networkRanges(network), ...serviceRanges(network)],
      [podSupernet(network)],
      ", in which Cilium takes every address for a pod",
      "set `podSubnets.supernet` to a subnet that nothing else uses",
    ),
};
