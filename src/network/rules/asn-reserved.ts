import { allAsns } from "../asns.ts";
import type { Rule } from "../rule.ts";

/** AS numbers that no speaker can have, by the document that says so. */
const RESERVED: ReadonlyMap<number, string> = new Map([
  [0, "RFC 7607"],
  [23456, "AS_TRANS, RFC 6793"],
  [65535, "RFC 7300"],
  [4294967295, "RFC 7300"],
]);

/** A peer with one of these is refused by any implementation, or worse, half of them. */
export const asnReserved: Rule = {
  code: "asn-reserved",
  severity: "error",
  *check(network) {
    for (const { asn, owner, span } of allAsns(network)) {
      const source = RESERVED.get(asn);
      if (!source) continue;
      yield {
        span: span(),
        message: `AS ${asn} of ${owner} is reserved (${source})`,
        help: "take a private one: 64512-65534 or 4200000000-4294967294 (RFC 6996)",
      };
    }
  },
};
