import { containsRange, overlaps } from "../../address/range.ts";
import { type Named, networkRanges, podSupernet, poolRanges, serviceRanges } from "../addressing.ts";
import { freePool } from "../free-pool.ts";
import type { Rule } from "../rule.ts";

/**
 * Hosts of a network ask by ARP for an address inside their subnet, and no one answers for a service address; inside
 * pod or service subnets Cilium itself takes it for something else.
 */
export const poolInsideSubnet: Rule = {
  code: "pool-inside-subnet",
  severity: "error",
  reads: ["podSubnets", "serviceSubnets"],
  *check(network) {
    const networks = networkRanges(network);
    const inside = [podSupernet(network), ...serviceRanges(network)];
    for (const pool of poolRanges(network)) {
      const hits = (other: Named) => overlaps(pool.range, other.range);
      const onLink = networks.find(hits);
      const other = onLink ?? inside.find(hits);
      if (!other) continue;
      const lies = containsRange(other.range, pool.range) ? "lies inside" : "overlaps";
      const free = freePool(network);
      yield {
        span: pool.span(),
        message: onLink
          ? `${pool.what} ${lies} ${other.what}, whose hosts would ARP for its addresses`
          : `${pool.what} ${lies} ${other.what}, whose addresses Cilium keeps inside the cluster`,
        mark: `overlaps ${other.text}`,
        related: other.isDefault ? [] : [{ message: `${other.what} is declared here`, span: other.span() }],
        help: `take addresses from outside every subnet${free === undefined ? "" : `, for example ${free}`}`,
      };
    }
  },
};
