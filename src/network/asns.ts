import type { Span } from "../source/source.ts";
import type { Network } from "./network.ts";

/** Every AS number of the inventory with its owner in the user's words. */
export function allAsns({
  routers,
  clusters,
}: Network): readonly { readonly asn: number; readonly owner: string; readonly span: () => Span }[] {
  return [
    ...routers.map(({ name, asn, at }) => ({ asn, owner: `router \`${name}\``, span: () => at("asn") })),
    ...clusters.map(({ name, asn, at }) => ({ asn, owner: `cluster \`${name}\``, span: () => at("asn") })),
  ];
}
