import * as z from "zod";
import { isIpv4, isPeerAddress } from "../addresses.ts";
import { integer, listMap, optional, text } from "../fields.ts";
import { ASN, BGP_NAME, STATUS } from "./cilium-fields.ts";

const INT32 = integer(-2147483648, 2147483647);

/** CiliumBGPNodeConfigOverride: what is different on the node of its name. Its ports have no bounds in the schema. */
export function bgpNodeConfigOverride() {
  const peer = z.strictObject({
    name: BGP_NAME,
    localAddress: optional(text(isPeerAddress, "must be an address")),
    localPort: optional(INT32),
  });
  const instance = z.strictObject({
    name: BGP_NAME,
    routerID: optional(text(isIpv4, "must be an IPv4 address")),
    localASN: optional(ASN),
    localPort: optional(INT32),
    peers: optional(listMap(peer, "name")),
  });
  return z.strictObject({
    spec: z.strictObject({ bgpInstances: listMap(instance, "name").min(1) }),
    ...STATUS,
  });
}
