import { formatHost } from "../../address/host.ts";
import { freeAddress } from "../free-address.ts";
import type { Service } from "../network.ts";
import type { Rule } from "../rule.ts";

/**
 * Two services with one address: in one cluster the second stays pending, and in two clusters the router balances
 * between different services, which is no anycast.
 */
export const serviceAddressTaken: Rule = {
  code: "service-address-taken",
  severity: "error",
  *check(network) {
    const byAddress = new Map<string, Service>();
    for (const service of network.services) {
      const address = formatHost(service.address);
      const earlier = byAddress.get(address);
      if (earlier === undefined) byAddress.set(address, service);
      else
        yield {
          span: service.at("address"),
          message: `service \`${service.name}\` has the address ${address} of service \`${earlier.name}\``,
          related: [{ message: `\`${earlier.name}\` has it here`, span: earlier.at("address") }],
          help: freeAddress(service, network),
        };
    }
  },
};
