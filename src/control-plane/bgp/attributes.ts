import type { Announcement } from "../control-plane.ts";
import type { AdvertisedAttributes } from "../kubectl/kinds/bgp-advertisement.ts";
import { canonicalCommunity } from "../kubectl/kinds/communities.ts";

export type Attributes = Omit<Announcement, "prefix">;

/** The attributes that an advertisement puts on its routes; LOCAL_PREF leaves on iBGP sessions only. */
export function attributesOf(given: AdvertisedAttributes | undefined, isInternal: boolean): Attributes {
  const { standard = [], wellKnown = [], large = [] } = given?.communities ?? {};
  const preference = given?.localPreference;
  return {
    communities: unique([...standard, ...wellKnown].map(canonicalCommunity)),
    largeCommunities: unique(large),
    localPreference: isInternal && preference !== undefined ? inRange(preference) : undefined,
  };
}

/** Those of two advertisements of one address (Cilium 1.18 and later): all communities, and the higher preference. */
export function united(a: Attributes, b: Attributes): Attributes {
  const preferences = [a, b].flatMap(({ localPreference }) => localPreference ?? []);
  return {
    communities: unique([...a.communities, ...b.communities]),
    largeCommunities: unique([...a.largeCommunities, ...b.largeCommunities]),
    localPreference: preferences.length > 0 ? Math.max(...preferences) : undefined,
  };
}

/** Whether they look the same on the wire, where the order of communities is of no account. */
export function sameAttributes(a: Attributes, b: Attributes): boolean {
  const shown = ({ communities, largeCommunities, localPreference }: Attributes) =>
    JSON.stringify([[...communities].sort(), [...largeCommunities].sort(), localPreference]);
  return shown(a) === shown(b);
}

/** Cilium cuts the number down to 32 bits. */
function inRange(preference: number): number {
  return Number(BigInt.asUintN(32, BigInt(preference)));
}

function unique(words: readonly string[]): readonly string[] {
  return [...new Set(words)];
}
