import type { Cluster, Network } from "./network.ts";
import { oncePerPlace } from "./once-per-place.ts";
import type { Finding } from "./rule.ts";

/** A finding about the versions that clusters have, once for each place where the first of these was written. */
export function perVersion(
  { clusters }: Network,
  keys: readonly ("cilium" | "kubernetes" | "kind")[],
  judge: (cluster: Cluster) => Omit<Finding, "span"> | undefined,
): Iterable<Finding> {
  return oncePerPlace(
    clusters.flatMap((cluster) => {
      const finding = judge(cluster);
      return finding ? [{ ...finding, span: cluster.versionAt(...keys) }] : [];
    }),
  );
}
