import { cover, coverWithoutHostRoutes } from "../address/cover.ts";
import { formatHost } from "../address/host.ts";
import { formatPrefix } from "../address/prefix.ts";
import { sizeOf } from "../address/range.ts";
import type { Pool } from "../network/network.ts";
import { must } from "./must.ts";
import type { PlannedPool } from "./plan.ts";

/** FRR's largest `maximum-prefix`; a pool of more addresses than that has no meaningful limit anyway. */
const MAXIMUM_PREFIX = 4294967295;

/** A pool as ranges, as exact prefixes for the router's filter, and as discards that never beat a host route. */
export function planPool({ name, range: written }: Pool): PlannedPool {
  const range = must(written, "a pool's range");
  return {
    name,
    first: formatHost({ family: range.family, value: range.first }),
    last: formatHost({ family: range.family, value: range.last }),
    size: Math.min(Number(sizeOf(range)), MAXIMUM_PREFIX),
    prefixes: cover(range).map(formatPrefix),
    discards: coverWithoutHostRoutes(range).map(formatPrefix),
  };
}
