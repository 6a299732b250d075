import { serviceRanges } from "../addressing.ts";
import type { Rule } from "../rule.ts";

/**
 * kubeadm wants at least 10 service addresses, for cluster DNS has the tenth, and at most 2^20, as the API server does
 * (kubeadm's constants MinimumAddressesInServiceSubnet and MaximumBitsForServiceSubnet).
 */
const LENGTHS = { shortest: 12, longest: 28 } as const;

/** With any other size `kind create cluster` stops at kubeadm's own checks. */
export const serviceSubnetSize: Rule = {
  code: "service-subnet-size",
  severity: "error",
  reads: ["serviceSubnets"],
  *check(network) {
    for (const { what, range, text, span } of serviceRanges(network)) {
      const length = Number(text.split("/")[1]);
      if (range.family !== 4 || (length >= LENGTHS.shortest && length <= LENGTHS.longest)) continue;
      yield {
        span: span(),
        message: `${what} (${text}) is too ${length > LENGTHS.longest ? "small" : "large"} for Kubernetes`,
        help: `take a length from ${LENGTHS.shortest} to ${LENGTHS.longest}`,
      };
    }
  },
};
