import { formatPrefix } from "../../address/prefix.ts";
import { nonUnicastBlock } from "../../address/special-use.ts";
import { networkRanges, podSupernet, poolRanges, serviceRanges } from "../addressing.ts";
import type { Rule } from "../rule.ts";

/** Loopback, link-local, multicast and reserved addresses are never routed: a host there would not be reachable. */
export const notUnicast: Rule = {
  code: "not-unicast",
  severity: "error",
  *check(network) {
    const all = [
      ...networkRanges(network),
      podSupernet(network),
      ...serviceRanges(network),
      ...poolRanges(network),
    ];
    for (const { what, range, text, span } of all) {
      const block = nonUnicastBlock(range);
      if (block)
        yield {
          span: span(),
          message: `${what} (${text}) overlaps ${formatPrefix(block)}, which holds no routable unicast addresses (RFC 6890)`,
        };
    }
  },
};
