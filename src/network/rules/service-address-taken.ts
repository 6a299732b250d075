import { formatHost } from "../../address/host.ts";
import { containsHost } from "../../address/range.ts";
import type { Network, Service } from "../network.ts";
import type { Rule } from "../rule.ts";

/**
 * Two services with one address: in one cluster the second stays pending, and in two clusters the router balances
 * between different services, which is no anycast.
 */
export const serviceAddressTaken: Rule = {
  code: "service-address-taken",
  severity: "error",
  *check(network) {
    const byAddress = new Map<bigint, Service>();
    for (const service of network.services) {
      const earlier = byAddress.get(service.address.value);
      if (earlier === undefined) byAddress.set(service.address.value, service);
      else
        yield {
          span: service.at("address"),
          message: `service \`${service.name}\` has the address ${formatHost(service.address)} of service \`${earlier.name}\``,
          related: [{ message: `\`${earlier.name}\` has it here`, span: earlier.at("address") }],
          help: nextFree(service, network),
        };
    }
  },
};

function nextFree({ pool }: Service, { services }: Network): string | undefined {
  if (!pool?.range) return undefined;
  const taken = new Set(services.map(({ address }) => address.value));
  const { family } = pool.range;
  for (let value = pool.range.first; containsHost(pool.range, { family, value }); value++) {
    if (!taken.has(value))
      return `the next free address of pool \`${pool.name}\` is ${formatHost({ family, value })}`;
  }
  return `pool \`${pool.name}\` has no free address left`;
}
