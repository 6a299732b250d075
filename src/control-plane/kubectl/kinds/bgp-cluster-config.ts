import * as z from "zod";
import { isPeerAddress } from "../addresses.ts";
import { ABSENT, defaulted, integer, listMap, optional, text } from "../fields.ts";
import { LABEL_SELECTOR } from "../label-selector.ts";
import { ASN, BGP_NAME, STATUS } from "./cilium-fields.ts";

/** CiliumBGPClusterConfig: which nodes speak BGP, and with whom. That `localASN` is missing is noticed at run time. */
export function bgpClusterConfig(apiVersion: string) {
  const v2 = apiVersion === "cilium.io/v2";
  const peer = z.strictObject({
    name: BGP_NAME,
    peerAddress: optional(text(isPeerAddress, "must be an address")),
    peerASN: defaulted(integer(0, 4294967295), 0),
    peerConfigRef: optional(
      z.strictObject({
        name: z.string(),
        group: v2 ? ABSENT : optional(z.string()),
        kind: v2 ? ABSENT : optional(z.string()),
      }),
    ),
    autoDiscovery: v2 ? optional(AUTO_DISCOVERY) : ABSENT,
  });
  const instance = z.strictObject({
    name: BGP_NAME,
    localASN: optional(ASN),
    localPort: optional(integer(1, 65535)),
    peers: optional(listMap(peer, "name")),
  });
  return z.strictObject({
    spec: z.strictObject({
      nodeSelector: optional(LABEL_SELECTOR),
      bgpInstances: listMap(instance, "name").min(1).max(16),
    }),
    ...STATUS,
  });
}

const AUTO_DISCOVERY = z.strictObject({
  mode: z.enum(["DefaultGateway"]),
  defaultGateway: optional(z.strictObject({ addressFamily: z.enum(["ipv4", "ipv6"]) })),
});
