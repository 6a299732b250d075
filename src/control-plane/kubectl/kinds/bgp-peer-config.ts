import * as z from "zod";
import { ABSENT, defaulted, integer, optional } from "../fields.ts";
import { LABEL_SELECTOR } from "../label-selector.ts";
import { STATUS } from "./cilium-fields.ts";

/**
 * CiliumBGPPeerConfig: timers, families and what is advertised in them. The defaults are filled in before the two times
 * are compared: `holdTimeSeconds: 9` alone meets the default keepalive of 30 seconds, and is refused.
 */
export function bgpPeerConfig(apiVersion: string) {
  const v2 = apiVersion === "cilium.io/v2";
  return z.strictObject({
    spec: z.strictObject({
      authSecretRef: optional(z.string()),
      ebgpMultihop: defaulted(integer(1, 255), 1),
      families: optional(z.array(FAMILY)),
      gracefulRestart: optional(
        z.strictObject({
          enabled: z.boolean(),
          restartTimeSeconds: defaulted(integer(1, 4095), DEFAULT_RESTART_TIME),
        }),
      ),
      timers: optional(TIMERS),
      transport: optional(
        z.strictObject({
          peerPort: defaulted(integer(1, 65535), DEFAULT_PEER_PORT),
          localPort: v2 ? ABSENT : optional(integer(1, 65535)),
          sourceInterface: v2 ? optional(z.string()) : ABSENT,
        }),
      ),
    }),
    ...STATUS,
  });
}

/** Seconds for which a router keeps the routes of an agent that restarts. */
export const DEFAULT_RESTART_TIME = 120;

/** Seconds; also those of a peer without a configuration. */
export const DEFAULT_TIMERS = {
  connectRetryTimeSeconds: 120,
  holdTimeSeconds: 90,
  keepAliveTimeSeconds: 30,
} as const;

/** BGP's own port. */
export const DEFAULT_PEER_PORT = 179;

const TIMERS = z
  .strictObject({
    connectRetryTimeSeconds: defaulted(integer(1, 2147483647), DEFAULT_TIMERS.connectRetryTimeSeconds),
    holdTimeSeconds: defaulted(integer(3, 65535), DEFAULT_TIMERS.holdTimeSeconds),
    keepAliveTimeSeconds: defaulted(integer(1, 65535), DEFAULT_TIMERS.keepAliveTimeSeconds),
  })
  .superRefine(({ keepAliveTimeSeconds, holdTimeSeconds }, context) => {
    if (keepAliveTimeSeconds <= holdTimeSeconds) return;
    const compared = `keepAliveTimeSeconds ${keepAliveTimeSeconds} above holdTimeSeconds ${holdTimeSeconds}`;
    context.addIssue({ code: "custom", message: `has ${compared}; what is left out has its default` });
  });

const FAMILY = z.strictObject({
  afi: z.enum(["ipv4", "ipv6", "l2vpn", "ls", "opaque"]),
  safi: z.enum([
    "unicast",
    "multicast",
    "mpls_label",
    "encapsulation",
    "vpls",
    "evpn",
    "ls",
    "sr_policy",
    "mup",
    "mpls_vpn",
    "mpls_vpn_multicast",
    "route_target_constraints",
    "flowspec_unicast",
    "flowspec_vpn",
    "key_value",
  ]),
  advertisements: optional(LABEL_SELECTOR),
});
