import type { Family } from "../../address/host.ts";
import type { Resource } from "../applied.ts";
import type { AddressFamily } from "../control-plane.ts";
import type { LabelSelector } from "../kubectl/label-selector.ts";

type Families = Resource<"CiliumBGPPeerConfig">["spec"]["families"];

/** A family of a session, and which advertisements go into it. */
export interface SessionFamily {
  readonly family: AddressFamily;
  readonly version: Family;
  readonly advertisements: LabelSelector | undefined;
}

/**
 * The families of a session that Cilium can announce in: unicast of IPv4 and IPv6, both if none is written. A family
 * that is written twice is what it was last.
 */
export function familiesOf(families: Families): readonly SessionFamily[] {
  if (families === undefined || families.length === 0) return [unicast("ipv6"), unicast("ipv4")];
  const last = new Map<string, SessionFamily>();
  for (const { afi, safi, advertisements } of families) {
    if ((afi === "ipv4" || afi === "ipv6") && safi === "unicast") last.set(afi, unicast(afi, advertisements));
  }
  return [...last.values()];
}

function unicast(afi: "ipv4" | "ipv6", advertisements?: LabelSelector): SessionFamily {
  return { family: `${afi}-unicast`, version: afi === "ipv4" ? 4 : 6, advertisements };
}
