import type { Cluster, Network } from "./network.ts";
import type { Finding } from "./rule.ts";

/** A finding about the versions that clusters have, once for each place where the first of these was written. */
export function* perVersion(
  { clusters }: Network,
  keys: readonly ("cilium" | "kubernetes" | "kind")[],
  judge: (cluster: Cluster) => Omit<Finding, "span"> | undefined,
): Iterable<Finding> {
  const seen = new Set<string>();
  for (const cluster of clusters) {
    const finding = judge(cluster);
    if (!finding) continue;
    const span = cluster.versionAt(...keys);
    const key = `${span.start} ${finding.message}`;
    if (seen.has(key)) continue;
    seen.add(key);
    yield { span, ...finding };
  }
}
