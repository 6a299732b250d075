import type { RouterPolicy } from "../network/network.ts";
import type { ExpectedSession } from "./expected.ts";

/** What a router announces to the nodes: Cilium imports nothing, so only a router without policy says anything. */
export function sends(policy: RouterPolicy): ExpectedSession["sends"] {
  return policy === "accept-all" ? "everything" : "nothing";
}
