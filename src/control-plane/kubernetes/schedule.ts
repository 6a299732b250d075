import { formatHost } from "../../address/host.ts";
import type { Prefix } from "../../address/prefix.ts";
import { type Applied, ofKind, on } from "../applied.ts";
import type { KubernetesNode } from "../control-plane.ts";
import type { Remarking } from "../remarking.ts";
import { isTolerated, isWanted } from "./may-run.ts";
import { neverReady } from "./never-ready.ts";
import type { Owner, RunningPod } from "./running-pod.ts";
import { spreadAllows } from "./spread-allows.ts";

/**
 * Where the pods of the deployments run. Each goes to the node with the fewest pods of its deployment among those that
 * it may go to, the first of them in kind's order. That it becomes ready is assumed, unless its own probe cannot pass.
 */
export function* schedule(
  applied: Applied,
  slices: ReadonlyMap<string, Prefix>,
): Remarking<readonly RunningPod[]> {
  const { nodes } = applied.cluster;
  const pods: RunningPod[] = [];
  const onNode = new Map<string, number>();
  for (const owner of ofKind(applied, "Deployment")) {
    const { replicas, template, paused } = owner.spec;
    if (paused) {
      yield on(owner, "it is paused from the start: it has no pods");
      continue;
    }
    const unready = neverReady(template.spec);
    if (unready !== undefined) {
      yield on(owner, `its pods never become ready: ${unready}`);
      continue;
    }
    const siblings = new Map<string, number>();
    for (let number = 1; number <= replicas; number++) {
      const allows = spreadAllows(owner, nodes, pods);
      const candidates = nodes.filter(
        (node) =>
          slices.has(node.name) &&
          mayRun(owner, node, nodes) &&
          count(onNode, node) < PODS_PER_NODE &&
          allows(node),
      );
      const [node] = candidates.sort((a, b) => count(siblings, a) - count(siblings, b));
      const slice = node && slices.get(node.name);
      if (!slice) {
        yield on(owner, `${replicas - number + 1} of its ${replicas} pods stay pending: ${PENDING}`);
        break;
      }
      const address = formatHost({ ...slice, value: slice.first + FIRST_POD + BigInt(count(onNode, node)) });
      pods.push({ name: `${owner.name}-${number}`, owner, node: node.name, address });
      for (const counts of [onNode, siblings]) counts.set(node.name, count(counts, node) + 1);
    }
  }
  return pods;
}

/** kubelet's own limit. */
const PODS_PER_NODE = 110;

/** Addresses before it are the node's own and its system pods'. */
const FIRST_POD = 10n;

const PENDING =
  "taints, `nodeSelector`, spread constraints or the limit of 110 pods keep them off every node";

function count(counts: ReadonlyMap<string, number>, { name }: KubernetesNode): number {
  return counts.get(name) ?? 0;
}

function mayRun(owner: Owner, node: KubernetesNode, nodes: readonly KubernetesNode[]): boolean {
  const { spec } = owner.spec.template;
  // A pod that names its node is not scheduled, and kubelet heeds only taints of the effect NoExecute.
  return isWanted(spec, node) && (spec.nodeName !== undefined || isTolerated(spec, node, nodes));
}
