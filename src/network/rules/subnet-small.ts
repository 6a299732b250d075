import { hasRoom } from "../addressing.ts";
import type { Rule } from "../rule.ts";

/** A network needs Docker's bridge, a router and somebody else, besides its network and broadcast addresses. */
export const subnetSmall: Rule = {
  code: "subnet-small",
  severity: "error",
  *check({ segments }) {
    for (const segment of segments) {
      const { name, subnet, at } = segment;
      if (subnet.family !== 4 || hasRoom(segment)) continue;
      yield {
        span: at("subnet"),
        message: `network \`${name}\` is a /${subnet.length}, which has no room for a bridge, a router and hosts`,
        help: "take a /29 or shorter",
      };
    }
  },
};
