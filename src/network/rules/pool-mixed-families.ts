import type { Rule } from "../rule.ts";

/** A range from an IPv4 to an IPv6 address is none. */
export const poolMixedFamilies: Rule = {
  code: "pool-mixed-families",
  severity: "error",
  *check({ pools }) {
    for (const { name, written, at } of pools) {
      if (written.from.family === written.to.family) continue;
      yield {
        span: at("range"),
        message: `the range of pool \`${name}\` starts with one address family and ends with the other`,
      };
    }
  },
};
