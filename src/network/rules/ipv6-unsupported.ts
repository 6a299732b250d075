import { type Family, formatHost, type Host } from "../../address/host.ts";
import { formatPrefix, type Prefix } from "../../address/prefix.ts";
import type { Span } from "../../source/source.ts";
import { poolRanges } from "../addressing.ts";
import type { Network } from "../network.ts";
import type { Rule } from "../rule.ts";

/** The language has room for IPv6, but the back-ends do not write it yet: better said here than found at run time. */
export const ipv6Unsupported: Rule = {
  code: "ipv6-unsupported",
  severity: "error",
  *check(network) {
    for (const { family, text, span } of addresses(network)) {
      if (family === 6)
        yield {
          span: span(),
          message: `${text} is IPv6, which is not supported yet`,
          help: "write IPv4 instead",
        };
    }
  },
};

interface Written {
  readonly family: Family;
  readonly text: string;
  readonly span: () => Span;
}

/** What the inventory itself writes: what follows from it has no place of its own. */
function* addresses(network: Network): Iterable<Written> {
  const { podSubnets, serviceSubnets, segments, routers, clusters, services, clients } = network;
  yield prefix(podSubnets.prefix, () => network.at("podSubnets", "supernet"));
  yield prefix(serviceSubnets.prefix, () => network.at("serviceSubnets", "supernet"));
  for (const { subnet, gateway, nodeRange, at } of segments) {
    yield prefix(subnet, () => at("subnet"));
    if (subnet.family === 6) continue;
    yield host(gateway, () => at("gateway"));
    yield prefix(nodeRange, () => at("nodeRange"));
  }
  for (const { legs, at } of routers)
    for (const { network: name, address } of legs) yield host(address, () => at("addresses", name));
  for (const { podSubnet, serviceSubnet, at } of clusters) {
    if (podSubnet && podSubnets.prefix.family === 4) yield prefix(podSubnet, () => at("podSubnet"));
    if (serviceSubnet && serviceSubnets.prefix.family === 4)
      yield prefix(serviceSubnet, () => at("serviceSubnet"));
  }
  for (const { range, text, span } of poolRanges(network)) yield { family: range.family, text, span };
  for (const { address, at } of [...services, ...clients]) yield host(address, () => at("address"));
  for (const { clusterIps, at } of services)
    for (const { name, address } of clusterIps) yield host(address, () => at("clusterIPs", name));
}

function prefix(written: Prefix, span: () => Span): Written {
  return { family: written.family, text: formatPrefix(written), span };
}

function host(written: Host, span: () => Span): Written {
  return { family: written.family, text: formatHost(written), span };
}
