import { formatHost } from "../../address/host.ts";
import { formatPrefix, hasHostBits, type Prefix } from "../../address/prefix.ts";
import type { Span } from "../../source/source.ts";
import type { Network } from "../network.ts";
import type { Rule } from "../rule.ts";

/**
 * 10.20.0.1/16 is either the subnet 10.20.0.0/16 or a mistake. Cilium masks such a block in silence and hands out
 * addresses that nobody meant; FRR rewrites it, and Docker refuses it.
 */
export const hostBits: Rule = {
  code: "host-bits",
  severity: "error",
  *check(network) {
    for (const { prefix, span } of prefixes(network)) {
      if (!hasHostBits(prefix)) continue;
      const written = `${formatHost({ family: prefix.family, value: prefix.written })}/${prefix.length}`;
      yield {
        span: span(),
        message: `\`${written}\` has host bits`,
        help: `write ${formatPrefix(prefix)}, the subnet around that address`,
      };
    }
  },
};

function* prefixes(network: Network): Iterable<{ readonly prefix: Prefix; readonly span: () => Span }> {
  yield { prefix: network.podSubnets.prefix, span: () => network.at("podSubnets", "supernet") };
  yield { prefix: network.serviceSubnets.prefix, span: () => network.at("serviceSubnets", "supernet") };
  for (const { subnet, nodeRange, at } of network.segments) {
    yield { prefix: subnet, span: () => at("subnet") };
    yield { prefix: nodeRange, span: () => at("nodeRange") };
  }
  for (const { podSubnet, serviceSubnet, at } of network.clusters) {
    if (podSubnet) yield { prefix: podSubnet, span: () => at("podSubnet") };
    if (serviceSubnet) yield { prefix: serviceSubnet, span: () => at("serviceSubnet") };
  }
  for (const { written, at } of network.pools) {
    if (written.prefix) yield { prefix: written.prefix, span: () => at("range") };
  }
}
