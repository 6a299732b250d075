import { formatHost } from "../../address/host.ts";
import type { Router } from "../network.ts";
import type { Rule } from "../rule.ts";

/** The BGP identifier must be unique within an AS (RFC 6286), and where routes meet it breaks ties. */
export const routerIdTaken: Rule = {
  code: "router-id-taken",
  severity: "error",
  *check({ routers }) {
    const byId = new Map<bigint, Router>();
    for (const router of routers) {
      const earlier = byId.get(router.routerId.value);
      if (earlier === undefined) byId.set(router.routerId.value, router);
      else
        yield {
          span: router.at("routerId"),
          message: `router \`${router.name}\` has the router id ${formatHost(router.routerId)} of router \`${earlier.name}\``,
          related: [{ message: `\`${earlier.name}\` has it here`, span: earlier.at("routerId") }],
        };
    }
  },
};
