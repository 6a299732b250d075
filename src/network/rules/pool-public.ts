import { isPublic, nonUnicastBlock } from "../../address/special-use.ts";
import { poolRanges } from "../addressing.ts";
import { freePool } from "../free-pool.ts";
import type { Rule } from "../rule.ts";

/** Announcing somebody's public addresses cuts the lab off from them, and worse where it leaks. */
export const poolPublic: Rule = {
  code: "pool-public",
  severity: "warning",
  *check(network) {
    for (const { what, range, text, span } of poolRanges(network)) {
      if (!isPublic(range) || nonUnicastBlock(range)) continue;
      const free = freePool(network);
      yield {
        span: span(),
        message: `${what} (${text}) is public address space`,
        help: `unless it is yours, take private addresses (RFC 1918)${free === undefined ? "" : `, for example ${free}`}`,
      };
    }
  },
};
