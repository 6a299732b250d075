import type { Family } from "../../address/host.ts";
import type { Span } from "../../source/source.ts";
import type { Network } from "../network.ts";
import type { Rule } from "../rule.ts";

/** The language has room for IPv6, but the back-ends do not write it yet: better said here than found at run time. */
export const ipv6Unsupported: Rule = {
  code: "ipv6-unsupported",
  severity: "error",
  *check(network) {
    for (const [family, span] of families(network)) {
      if (family === 6)
        yield { span: span(), message: "IPv6 is not supported yet", help: "write an IPv4 address" };
    }
  },
};

function* families(network: Network): Iterable<readonly [Family, () => Span]> {
  yield [network.podSubnets.prefix.family, () => network.at("podSubnets", "supernet")];
  yield [network.serviceSubnets.prefix.family, () => network.at("serviceSubnets", "supernet")];
  for (const { subnet, gateway, nodeRange, at } of network.segments) {
    yield [subnet.family, () => at("subnet")];
    if (subnet.family === 6) continue; // what was derived from it has no place of its own
    yield [gateway.family, () => at("gateway")];
    yield [nodeRange.family, () => at("nodeRange")];
  }
  for (const { legs, at } of network.routers) {
    for (const { network: name, address } of legs) yield [address.family, () => at("addresses", name)];
  }
  for (const { podSubnet, serviceSubnet, at } of network.clusters) {
    if (podSubnet) yield [podSubnet.family, () => at("podSubnet")];
    if (serviceSubnet) yield [serviceSubnet.family, () => at("serviceSubnet")];
  }
  for (const { range, at } of network.pools) if (range) yield [range.family, () => at("range")];
  for (const { address, at } of network.services) yield [address.family, () => at("address")];
  for (const { address, at } of network.clients) yield [address.family, () => at("address")];
}
