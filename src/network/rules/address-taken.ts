import { formatHost } from "../../address/host.ts";
import { type StaticAddress, staticAddresses } from "../addressing.ts";
import type { Rule } from "../rule.ts";

/** Two hosts with one address: Docker refuses the second. */
export const addressTaken: Rule = {
  code: "address-taken",
  severity: "error",
  *check(network) {
    const taken = new Map<string, StaticAddress>();
    for (const claim of staticAddresses(network)) {
      const key = `${claim.segment.name} ${claim.address.value}`;
      const earlier = taken.get(key);
      if (earlier === undefined) taken.set(key, claim);
      else
        yield {
          span: claim.span(),
          message: `${claim.owner} has the address ${formatHost(claim.address)} of ${earlier.owner}`,
          related: [{ message: `${earlier.owner} has it here`, span: earlier.span() }],
        };
    }
  },
};
