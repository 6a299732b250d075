import { formatPrefix } from "../../address/prefix.ts";
import { containsRange } from "../../address/range.ts";
import type { Rule } from "../rule.ts";

/** Docker's --ip-range must lie within the subnet of the network. */
export const nodeRangeOutside: Rule = {
  code: "node-range-outside",
  severity: "error",
  *check({ segments }) {
    for (const { name, subnet, nodeRange, at } of segments) {
      if (containsRange(subnet, nodeRange)) continue;
      yield {
        span: at("nodeRange"),
        message: `the node range ${formatPrefix(nodeRange)} lies outside network \`${name}\`, which is ${formatPrefix(subnet)}`,
        related: [{ message: "the subnet is here", span: at("subnet") }],
      };
    }
  },
};
