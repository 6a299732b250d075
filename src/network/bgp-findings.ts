import type { Path } from "../inventory/document.ts";
import type { BgpSettings, Network } from "./network.ts";
import type { Finding } from "./rule.ts";

/** A finding about the BGP settings of clusters, once for each place where they were written. */
export function* perSetting(
  { clusters }: Network,
  where: Path,
  judge: (settings: BgpSettings) => Omit<Finding, "span"> | undefined,
): Iterable<Finding> {
  const seen = new Set<string>();
  for (const { bgp } of clusters) {
    const finding = judge(bgp);
    if (!finding) continue;
    const span = bgp.at(...where);
    const key = `${span.start} ${finding.message}`;
    if (seen.has(key)) continue;
    seen.add(key);
    yield { span, ...finding };
  }
}
