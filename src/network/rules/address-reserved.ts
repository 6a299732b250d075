import { formatHost } from "../../address/host.ts";
import { staticAddresses } from "../addressing.ts";
import type { Rule } from "../rule.ts";

/** The first and the last address of a subnet are no hosts, and the gateway's belongs to Docker's bridge. */
export const addressReserved: Rule = {
  code: "address-reserved",
  severity: "error",
  *check(network) {
    for (const { owner, segment, address, span } of staticAddresses(network)) {
      const { subnet, gateway, name } = segment;
      const why =
        address.value === subnet.first
          ? "the network address"
          : address.value === subnet.last
            ? "the broadcast address"
            : address.value === gateway.value
              ? "the gateway, which is Docker's bridge,"
              : undefined;
      if (why)
        yield {
          span: span(),
          message: `${owner} has the address ${formatHost(address)}, which is ${why} of network \`${name}\``,
        };
    }
    for (const { name, subnet, gateway, at } of network.segments) {
      const why =
        gateway.value === subnet.first ? "network" : gateway.value === subnet.last ? "broadcast" : undefined;
      if (why)
        yield { span: at("gateway"), message: `the gateway of network \`${name}\` is its ${why} address` };
    }
  },
};
