import { networkRanges, serviceRanges } from "../addressing.ts";
import { overlapsWith } from "../overlaps.ts";
import type { Rule } from "../rule.ts";

/** Cilium translates service addresses on the node: what lives at the same address on a network is out of reach. */
export const serviceSubnetClash: Rule = {
  code: "service-subnet-clash",
  severity: "error",
  reads: ["serviceSubnets"],
  check: (network) =>
    overlapsWith(
      serviceRanges(network),
      networkRanges(network),
      ": hosts there would be out of the pods' reach",
      "move the network, or the service subnets of all clusters with `serviceSubnets: { supernet: ... }`",
    ),
};
