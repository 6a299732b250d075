import { poolRanges } from "../addressing.ts";
import { overlapsAmong } from "../overlaps.ts";
import type { Rule } from "../rule.ts";

/** Cilium disables the newer one of two pools that overlap (condition cilium.io/PoolConflict). */
export const poolOverlap: Rule = {
  code: "pool-overlap",
  severity: "error",
  check: (network) => overlapsAmong(poolRanges(network), ": Cilium would disable one of them"),
};
