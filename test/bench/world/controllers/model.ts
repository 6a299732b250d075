import { createHash } from "node:crypto";
import type { Applied, KindCluster } from "../../../../src/control-plane/applied.ts";
import type { ControlPlane } from "../../../../src/control-plane/control-plane.ts";
import { applyObjects } from "../../../../src/control-plane/kubectl/apply-objects.ts";
import type { WrittenObject } from "../../../../src/control-plane/kubectl/written-objects.ts";
import { podSlices } from "../../../../src/control-plane/kubernetes/pod-slices.ts";
import {
  type RunningService,
  runningCluster,
} from "../../../../src/control-plane/kubernetes/running-cluster.ts";
import type { RunningPod } from "../../../../src/control-plane/kubernetes/running-pod.ts";
import { schedule } from "../../../../src/control-plane/kubernetes/schedule.ts";
import { listen } from "../../../../src/control-plane/remarking.ts";
import { runCluster } from "../../../../src/control-plane/run-cluster.ts";
import type { Cluster } from "../cluster.ts";
import { idOf, type KubeObject } from "../objects.ts";
import type { Sight } from "./readiness.ts";

/** What Kubernetes and Cilium make of the objects as applied, by gen's own model of them. */
export interface Model extends Pick<ControlPlane, "speakers" | "frontends"> {
  readonly pods: readonly ScheduledPod[];
  readonly services: readonly RunningService[];
}

export interface ScheduledPod extends RunningPod {
  /** As Kubernetes would call it: `web-5d8f7c9b4-x2kqp`. */
  readonly podName: string;
}

/** In a node's files, for the address that it has: after a restart it may be another. */
export const NODE_ADDRESS = "$" + "{NODE_IP}";

/** The model of a cluster in which Cilium runs; pods of a Deployment come some time after it. */
export function modelOf({ cluster, delays, now }: Sight): Model {
  if (!cluster.cilium) return { speakers: [], frontends: [], pods: [], services: [] };
  const isStarting = ({ object, createdAt }: { readonly object: KubeObject; readonly createdAt: number }) =>
    object.kind === "Deployment" && now < createdAt + delays.pods * 1000;
  const objects = [...cluster.objects.values()].filter((kept) => kept.isApplied && !isStarting(kept));
  const kind = withLabels(cluster);
  const { values } = cluster.cilium;
  const written = objects.map(({ object }) => writtenAs(object));
  const applied: Applied = { cluster: kind, values, ...applyObjects(written, kind, values) };
  const pods = scheduledPods(applied, cluster);
  const podNames = new Map(pods.map(({ owner, name, podName }) => [`${owner.namespace}/${name}`, podName]));
  const { speakers, frontends } = runCluster(applied, () => NODE_ADDRESS);
  return {
    speakers,
    frontends: frontends.map((frontend) => {
      const [namespace] = frontend.service.includes("/") ? frontend.service.split("/") : ["default"];
      const named = (name: string) => podNames.get(`${namespace}/${name}`) ?? name;
      return { ...frontend, pods: frontend.pods.map((pod) => ({ ...pod, name: named(pod.name) })) };
    }),
    pods,
    services: listen(runningCluster(applied)).value.services,
  };
}

/** An object as it would stand in a manifest. */
export function writtenAs(object: KubeObject): WrittenObject {
  const { apiVersion, kind, metadata } = object;
  const { status: _, ...value } = object;
  return { file: "", apiVersion, kind, name: metadata.name, value };
}

/** Labels of nodes may have been changed since. */
function withLabels({ kind, objects }: Cluster): KindCluster {
  const labelsOf = (name: string) =>
    objects.get(idOf({ kind: "Node", metadata: { name } }))?.object.metadata.labels ?? {};
  return { ...kind, nodes: kind.nodes.map((node) => ({ ...node, labels: labelsOf(node.name) })) };
}

function scheduledPods(applied: Applied, { objects }: Cluster): readonly ScheduledPod[] {
  const slices = listen(podSlices(applied.cluster)).value;
  return listen(schedule(applied, slices)).value.map((pod) => {
    const { name, namespace } = pod.owner;
    const owner = objects.get(idOf({ kind: "Deployment", metadata: { name, namespace } }))?.object;
    const template = (owner?.["spec"] as { readonly template?: unknown } | undefined)?.template;
    const replicaSet = digest(JSON.stringify(template), 10);
    const own = digest(`${String(owner?.metadata["uid"])} ${pod.name} ${replicaSet}`, 5);
    return { ...pod, podName: `${name}-${replicaSet}-${own}` };
  });
}

/** Letters and digits that Kubernetes takes for random names. */
const LETTERS = "bcdfghjklmnpqrstvwxz2456789";

function digest(text: string, length: number): string {
  const bytes = createHash("sha256").update(text).digest();
  return Array.from({ length }, (_, index) => LETTERS[(bytes[index] ?? 0) % LETTERS.length]).join("");
}
