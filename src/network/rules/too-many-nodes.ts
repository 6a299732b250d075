import { formatPrefix } from "../../address/prefix.ts";
import { containsHost, sizeOf } from "../../address/range.ts";
import { hasRoom } from "../addressing.ts";
import type { Segment } from "../network.ts";
import { kindContainerNames } from "../node-names.ts";
import type { Rule } from "../rule.ts";

/** A node for which Docker has no address left stops `kind create cluster` half-way. */
export const tooManyNodes: Rule = {
  code: "too-many-nodes",
  severity: "error",
  *check({ clusters }) {
    for (const cluster of clusters) {
      const { name, segment, at } = cluster;
      if (segment?.nodeRange.family !== 4 || !hasRoom(segment)) continue;
      const containers = kindContainerNames(cluster).length;
      const room = usable(segment);
      if (BigInt(containers) <= room) continue;
      yield {
        span: at(cluster.workers > cluster.controlPlanes ? "workers" : "controlPlanes"),
        message: `cluster \`${name}\` has ${containers} containers, and the node range ${formatPrefix(segment.nodeRange)} has room for ${room}`,
        related: [{ message: `network \`${segment.name}\` is here`, span: segment.at("nodeRange") }],
        help: "take a larger subnet, or a larger `nodeRange`",
      };
    }
  },
};

/** Addresses of the node range without the network's first and last one and the bridge's. */
function usable({ subnet, nodeRange, gateway }: Segment): bigint {
  const taken = [subnet.first, subnet.last, gateway.value].filter((value) =>
    containsHost(nodeRange, { family: 4, value }),
  );
  return sizeOf(nodeRange) - BigInt(new Set(taken).size);
}
