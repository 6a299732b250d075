import type { Applied } from "./applied.ts";
import { speakers } from "./bgp/speakers.ts";
import type { ControlPlane } from "./control-plane.ts";
import { frontends } from "./kubernetes/frontends.ts";
import { runningCluster } from "./kubernetes/running-cluster.ts";
import { listen, type Remarking, remark } from "./remarking.ts";

type Run = Pick<ControlPlane, "speakers" | "frontends" | "remarks">;

/**
 * What the controllers make of resources that are applied: who speaks BGP and announces what, and what nodes answer.
 * `address` tells a node's own address, which no file knows.
 */
export function runCluster(applied: Applied, address: (node: string) => string): Run {
  const { value, remarks } = listen(run(applied, address));
  return { ...value, remarks };
}

function* run(
  applied: Applied,
  address: (node: string) => string,
): Remarking<Pick<Run, "speakers" | "frontends">> {
  const obstacle = obstacleOf(applied);
  if (obstacle !== undefined) {
    yield remark("cilium-values.yaml", obstacle);
    return { speakers: [], frontends: [] };
  }
  const cluster = yield* runningCluster(applied);
  return { speakers: yield* speakers(cluster, address), frontends: yield* frontends(cluster) };
}

/** Why Cilium's agents do not start on any node. */
function obstacleOf({ cluster, values }: Applied): string | undefined {
  if (values.fault !== undefined) return `${values.fault}: no agent starts`;
  if (cluster.kubeProxy || values.apiServerHost !== "") return undefined;
  return "`k8sServiceHost` is missing, and kind.yaml has no kube-proxy: no agent finds the API server";
}
