import type { Path } from "../inventory/document.ts";
import type { Cluster, Network } from "./network.ts";
import type { Finding } from "./rule.ts";

/** What is wrong with the BGP settings of a cluster, and which of them it is: the first that was written is shown. */
export interface SettingFinding extends Omit<Finding, "span"> {
  readonly where: readonly Path[];
}

/** A finding about the BGP settings of clusters, once for each place where they were written. */
export function* perSetting(
  { clusters }: Network,
  judge: (cluster: Cluster) => SettingFinding | undefined,
): Iterable<Finding> {
  const seen = new Set<string>();
  for (const cluster of clusters) {
    const found = judge(cluster);
    if (!found) continue;
    const { where, ...finding } = found;
    const span = cluster.bgp.at(...where);
    const key = `${span.start} ${finding.message}`;
    if (seen.has(key)) continue;
    seen.add(key);
    yield { span, ...finding };
  }
}
