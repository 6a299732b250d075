import { allAsns } from "../asns.ts";
import type { Rule } from "../rule.ts";

/** First and last of the AS numbers that belong to nobody: documentation (RFC 5398), private use (RFC 6996), reserved. */
const NOT_ASSIGNED: readonly (readonly [number, number])[] = [
  [0, 0],
  [23456, 23456],
  [64496, 131071],
  [4200000000, 4294967295],
];

/** An AS number of somebody else works in a lab, until the lab meets the internet. */
export const asnPublic: Rule = {
  code: "asn-public",
  severity: "warning",
  *check(network) {
    for (const { asn, owner, span } of allAsns(network)) {
      if (NOT_ASSIGNED.some(([first, last]) => first <= asn && asn <= last)) continue;
      yield {
        span: span(),
        message: `AS ${asn} of ${owner} is a public one`,
        help: "unless it is yours, take a private one: 64512-65534 or 4200000000-4294967294 (RFC 6996)",
      };
    }
  },
};
