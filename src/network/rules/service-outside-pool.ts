import { formatHost } from "../../address/host.ts";
import { containsHost, formatRange } from "../../address/range.ts";
import { freeAddress } from "../free-address.ts";
import type { Rule } from "../rule.ts";

/** Cilium leaves a service pending that asks for an address outside of every pool; the router would refuse it, too. */
export const serviceOutsidePool: Rule = {
  code: "service-outside-pool",
  severity: "error",
  *check(network) {
    for (const service of network.services) {
      const { name, pool, address, at } = service;
      if (!pool?.range || containsHost(pool.range, address)) continue;
      yield {
        span: at("address"),
        message: `service \`${name}\` has the address ${formatHost(address)}, which is not in pool \`${pool.name}\``,
        related: [{ message: `pool \`${pool.name}\` is ${formatRange(pool.range)}`, span: pool.at("range") }],
        help: freeAddress(service, network),
      };
    }
  },
};
