import { formatPrefix } from "../../../../src/address/prefix.ts";
import { podSlices } from "../../../../src/control-plane/kubernetes/pod-slices.ts";
import { listen } from "../../../../src/control-plane/remarking.ts";
import type { Kept, KubeObject } from "../objects.ts";
import { ESTABLISHING } from "./crds.ts";
import { type Model, modelOf, type ScheduledPod } from "./model.ts";
import { agentFrom, operatorFrom, type Sight } from "./readiness.ts";

/** All objects of a cluster as the API server shows them now, with their status, and the pods. */
export function seenObjects(sight: Sight): readonly KubeObject[] {
  const model = modelOf(sight);
  return [
    ...[...sight.cluster.objects.values()].map((kept) => seen(kept, sight, model)),
    ...model.pods.map((pod) => podSeen(pod, sight)),
    ...sight.cluster.kind.nodes.flatMap(({ name }) => agentPod(name, sight)),
  ];
}

function seen(kept: Kept, sight: Sight, model: Model): KubeObject {
  const { object } = kept;
  switch (object.kind) {
    case "Namespace":
      return { ...object, status: { phase: "Active" } };
    case "Node":
      return nodeSeen(object, sight);
    case "Service":
      return serviceSeen(object, model);
    case "Deployment":
      return deploymentSeen(kept, sight, model);
    case "DaemonSet":
      return daemonSetSeen(object, sight);
    case "CustomResourceDefinition": {
      const isEstablished = sight.now >= kept.createdAt + ESTABLISHING * 1000;
      return { ...object, status: { conditions: [condition("Established", isEstablished)] } };
    }
    default:
      return object;
  }
}

function nodeSeen(object: KubeObject, sight: Sight): KubeObject {
  const { name } = object.metadata;
  const slice = listen(podSlices(sight.cluster.kind)).value.get(name);
  const address = sight.containers.find((container) => container.name === name)?.address;
  const addresses = [
    ...(address ? [{ type: "InternalIP", address }] : []),
    { type: "Hostname", address: name },
  ];
  const conditions = [condition("Ready", sight.now >= agentFrom(sight, name))];
  return {
    ...object,
    spec: slice ? { podCIDR: formatPrefix(slice) } : {},
    status: { addresses, conditions },
  };
}

function serviceSeen(object: KubeObject, { services }: Model): KubeObject {
  const { name, namespace } = object.metadata;
  const running = services.find(({ resource }) => resource.name === name && resource.namespace === namespace);
  const clusterIP = running?.clusterIp;
  const ingress = (running?.loadBalancerIps ?? []).map((ip) => ({ ip, ipMode: "VIP" }));
  const spec = { ...(object["spec"] as object), ...(clusterIP !== undefined && { clusterIP }) };
  return { ...object, spec, status: { loadBalancer: ingress.length > 0 ? { ingress } : {} } };
}

function deploymentSeen({ object, isApplied, changedAt }: Kept, sight: Sight, { pods }: Model): KubeObject {
  const { replicas = 1 } = object["spec"] as { readonly replicas?: number };
  const own = pods.filter(({ owner }) => isOwner(object, owner));
  const isNew = sight.now < changedAt + sight.delays.pods * 1000;
  const ready = isApplied
    ? own.filter((pod) => isReady(pod, sight)).length
    : sight.now >= operatorFrom(sight)
      ? replicas
      : 0;
  const updated = isApplied && isNew ? 0 : replicas;
  return {
    ...object,
    status: {
      observedGeneration: object.metadata["generation"],
      replicas: isApplied ? own.length : replicas,
      updatedReplicas: updated,
      ...(ready > 0 && { readyReplicas: ready, availableReplicas: ready }),
      ...(ready < replicas && { unavailableReplicas: replicas - ready }),
      conditions: [condition("Available", ready >= replicas)],
    },
  };
}

function daemonSetSeen(object: KubeObject, sight: Sight): KubeObject {
  const { nodes } = sight.cluster.kind;
  const ready = nodes.filter(({ name }) => sight.now >= agentFrom(sight, name)).length;
  const counts = { numberReady: ready, numberAvailable: ready, updatedNumberScheduled: nodes.length };
  const { generation: observedGeneration } = object.metadata;
  return { ...object, status: { observedGeneration, desiredNumberScheduled: nodes.length, ...counts } };
}

function podSeen(pod: ScheduledPod, sight: Sight): KubeObject {
  const { owner, podName, node, address } = pod;
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: podName, namespace: owner.namespace, labels: owner.spec.template.metadata.labels },
    spec: { nodeName: node, containers: owner.spec.template.spec.containers },
    status: { phase: "Running", podIP: address, conditions: [condition("Ready", isReady(pod, sight))] },
  };
}

function agentPod(node: string, sight: Sight): readonly KubeObject[] {
  if (!sight.cluster.cilium) return [];
  const podIP = sight.containers.find(({ name }) => name === node)?.address;
  return [
    {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: `cilium-${node}`, namespace: "kube-system", labels: { "k8s-app": "cilium" } },
      spec: { nodeName: node, hostNetwork: true, containers: [{ name: "cilium-agent" }] },
      status: {
        phase: "Running",
        ...(podIP && { podIP }),
        conditions: [condition("Ready", sight.now >= agentFrom(sight, node))],
      },
    },
  ];
}

function isReady({ owner, node }: ScheduledPod, sight: Sight): boolean {
  const kept = [...sight.cluster.objects.values()].find(({ object }) => isOwner(object, owner));
  return (
    sight.now >= agentFrom(sight, node) && sight.now >= (kept?.changedAt ?? 0) + sight.delays.pods * 1000
  );
}

function isOwner({ kind, metadata }: KubeObject, owner: ScheduledPod["owner"]): boolean {
  return kind === "Deployment" && metadata.name === owner.name && metadata.namespace === owner.namespace;
}

function condition(type: string, holds: boolean) {
  return { type, status: holds ? "True" : "False" };
}
