import { formatRange } from "../../address/range.ts";
import { isPublic } from "../../address/special-use.ts";
import type { Rule } from "../rule.ts";

/** Announcing somebody's public addresses cuts the lab off from them, and worse where it leaks. */
export const poolPublic: Rule = {
  code: "pool-public",
  severity: "warning",
  *check({ pools }) {
    for (const { name, range, at } of pools) {
      if (!range || !isPublic(range)) continue;
      yield {
        span: at("range"),
        message: `pool \`${name}\` (${formatRange(range)}) is public address space`,
        help: "unless it is yours, take private addresses (RFC 1918), for example 172.30.0.10-172.30.0.20",
      };
    }
  },
};
