import { type Prefix, parsePrefix, subnetAt } from "../../address/prefix.ts";
import type { KindCluster } from "../applied.ts";
import { NODE_SLICE } from "../kind/subnets.ts";
import { type Remarking, remark } from "../remarking.ts";

/**
 * The slice of the pod subnet that each node gets. The controller manager deals them out as nodes register, which is
 * chance; here it is the order of kind.yaml. A node for which none is left never becomes ready: it has no pods, and
 * Cilium's agent waits.
 */
export function* podSlices({ nodes, podSubnet }: KindCluster): Remarking<ReadonlyMap<string, Prefix>> {
  const subnet = parsePrefix(podSubnet);
  const slices = new Map<string, Prefix>();
  for (const [index, { name }] of nodes.entries()) {
    const slice = subnet && subnetAt(subnet, NODE_SLICE, index);
    if (slice) slices.set(name, slice);
    else {
      const left = `\`networking.podSubnet\` ${podSubnet} has no /${NODE_SLICE} left for node \`${name}\``;
      yield remark("kind.yaml", `${left}, which never becomes ready`);
    }
  }
  return slices;
}
