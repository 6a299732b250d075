import { formatHost } from "../../address/host.ts";
import type { Rule } from "../rule.ts";

/** A BGP identifier is a non-zero number of four octets (RFC 6286); FRR takes no multicast address for it. */
export const routerIdInvalid: Rule = {
  code: "router-id-invalid",
  severity: "error",
  *check({ routers }) {
    for (const { name, routerId, at } of routers) {
      if (routerId.family === 4 && routerId.value !== 0n && routerId.value < 0xe0000000n) continue;
      yield {
        span: at("routerId"),
        message: `\`${formatHost(routerId)}\` cannot be the router id of \`${name}\``,
        help: "write it as an IPv4 address from 0.0.0.1 to 223.255.255.255; no interface needs to own it",
      };
    }
  },
};
