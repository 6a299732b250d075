import { networkRanges } from "../addressing.ts";
import { overlapsAmong } from "../overlaps.ts";
import type { Rule } from "../rule.ts";

/** Two networks with common addresses: Docker refuses the second ("Pool overlaps"), and a router could not tell them apart. */
export const networkOverlap: Rule = {
  code: "network-overlap",
  severity: "error",
  check: (network) => overlapsAmong(networkRanges(network), ": Docker refuses the second one"),
};
