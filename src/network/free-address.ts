import { formatHost } from "../address/host.ts";
import type { Network, Service } from "./network.ts";

/** The first address of a service's pool that no service has, as a help; undefined if the pool is unknown. */
export function freeAddress({ pool }: Service, { services }: Network): string | undefined {
  if (!pool?.range) return undefined;
  const taken = new Set(services.map(({ address }) => formatHost(address)));
  const { family, first, last } = pool.range;
  for (let value = first; value <= last; value++) {
    const address = formatHost({ family, value });
    if (!taken.has(address)) return `the next free address of pool \`${pool.name}\` is ${address}`;
  }
  return `pool \`${pool.name}\` has no free address left`;
}
