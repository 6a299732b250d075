import { formatHost } from "../../address/host.ts";
import { hasRoom, staticAddresses } from "../addressing.ts";
import type { Rule } from "../rule.ts";

/** The first and the last address of a subnet are no hosts, and the gateway's belongs to Docker's bridge. */
export const addressReserved: Rule = {
  code: "address-reserved",
  severity: "error",
  *check(network) {
    for (const { owner, segment, address, span } of staticAddresses(network)) {
      const { subnet, gateway, name } = segment;
      if (!hasRoom(segment)) continue;
      const { value } = address;
      const why =
        value === subnet.first
          ? "the network address"
          : value === subnet.last
            ? "the broadcast address"
            : value === gateway.value
              ? "the gateway (Docker's bridge)"
              : undefined;
      if (!why) continue;
      yield {
        span: span(),
        message: `${owner} has the address ${formatHost(address)}, which is ${why} of network \`${name}\``,
        help:
          value === gateway.value
            ? "take another address, or give the bridge another one with `gateway:`"
            : "take another address",
      };
    }
    for (const { name, subnet, gateway, at } of network.segments.filter(hasRoom)) {
      const why =
        gateway.value === subnet.first ? "network" : gateway.value === subnet.last ? "broadcast" : undefined;
      if (why)
        yield { span: at("gateway"), message: `the gateway of network \`${name}\` is its ${why} address` };
    }
  },
};
