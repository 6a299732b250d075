import type { Peering } from "./plan.ts";

/** What a router accepts on a peering, for people: "anything", "nothing" or the names of pools. */
export function acceptedText({ policy, accepts }: Peering): string {
  if (policy === "accept-all") return "anything";
  return accepts.length > 0 ? accepts.join(", ") : "nothing";
}
