import { on } from "../applied.ts";
import type { Speaker } from "../control-plane.ts";
import type { RunningCluster } from "../kubernetes/running-cluster.ts";
import { type Remarking, remark } from "../remarking.ts";
import { advertisementRemarks } from "./advertisement-remarks.ts";
import { type NodeInstance, nodeInstances } from "./node-instances.ts";
import { peersOf } from "./peers.ts";

/**
 * The BGP instances that Cilium's agents run, by node in kind's order. `address` is a node's own, which is also its
 * router ID unless an override says otherwise.
 */
export function* speakers(
  cluster: RunningCluster,
  address: (node: string) => string,
): Remarking<readonly Speaker[]> {
  const { applied, slices } = cluster;
  if (!applied.values.bgpControlPlane) {
    const message = "`bgpControlPlane.enabled` is not true: no node speaks BGP";
    yield remark("cilium-values.yaml", message);
    return [];
  }
  const speaking: Speaker[] = [];
  for (const instance of yield* nodeInstances(applied)) {
    if (!slices.has(instance.node)) continue;
    const obstacle = obstacleOf(instance, cluster);
    if (obstacle !== undefined)
      yield on(instance.config, `instance \`${instance.name}\` does not start: ${obstacle}`);
    else if (instance.asn !== undefined) {
      speaking.push({
        node: instance.node,
        instance: instance.name,
        asn: instance.asn,
        routerId: instance.routerId ?? address(instance.node),
        localPort: instance.localPort ?? -1,
        peers: yield* peersOf(instance, cluster),
      });
    }
  }
  yield* advertisementRemarks(cluster);
  return speaking;
}

function obstacleOf({ asn, localPort }: NodeInstance, { applied }: RunningCluster): string | undefined {
  if (asn === undefined) return "it has no `localASN`, which is optional for the server only";
  if (localPort === undefined) return undefined;
  if (localPort > 65535) return `\`localPort\` ${localPort} is no port`;
  if (localPort >= 0 && localPort < 1024 && !applied.values.bindsLowPorts)
    return `\`localPort\` ${localPort} is below 1024, and the agent has no NET_BIND_SERVICE`;
  return undefined;
}
