import { homedir } from "node:os";
import { join } from "node:path";

/** Where the bench keeps what takes long to make, and its engines while they run. */
export const CACHE = join(
  process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"),
  "bgp-anycast-gen",
  "bench",
);
