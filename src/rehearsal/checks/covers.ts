import { parsePrefix } from "../../address/prefix.ts";
import { containsRange } from "../../address/range.ts";
import type { UnpinnedRoute } from "../../plan/expected.ts";

/** Whether a prefix may be this route's, whose address only the cluster knows: a host route out of its subnet. */
export function covers({ within }: UnpinnedRoute, prefix: string): boolean {
  const [subnet, host] = [parsePrefix(within), parsePrefix(prefix)];
  return subnet !== undefined && host?.length === 32 && containsRange(subnet, host);
}
