import { count } from "../count.ts";
import type { RehearsalReport } from "./report.ts";

/** How large the lab is: `1 router, 4 nodes, 1 client, 4 sessions`. */
export function labSize({ routers, nodes, clients, sessions }: RehearsalReport["counts"]): string {
  return [
    count(routers, "router"),
    count(nodes, "node"),
    count(clients, "client"),
    count(sessions, "session"),
  ].join(", ");
}
