import type { Path } from "../inventory/document.ts";
import type { Cluster, Network } from "./network.ts";
import { oncePerPlace } from "./once-per-place.ts";
import type { Finding } from "./rule.ts";

/** What is wrong with the BGP settings of a cluster, and which of them it is: the first that was written is shown. */
export interface SettingFinding extends Omit<Finding, "span"> {
  readonly where: readonly Path[];
}

/** A finding about the BGP settings of clusters, once for each place where they were written. */
export function perSetting(
  { clusters }: Network,
  judge: (cluster: Cluster) => SettingFinding | undefined,
): Iterable<Finding> {
  return oncePerPlace(
    clusters.flatMap((cluster) => {
      const found = judge(cluster);
      if (!found) return [];
      const { where, ...finding } = found;
      return [{ ...finding, span: cluster.bgp.at(...where) }];
    }),
  );
}
