import { parseAllDocuments } from "yaml";
import type { ControlPlane } from "../../src/control-plane/control-plane.ts";

/** An object as `kubectl get --output json` prints it, as far as verify.sh reads it. */
export interface ClusterObject {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  // biome-ignore lint/suspicious/noExplicitAny: objects of all kinds, that tests reach into
  readonly spec?: any;
  readonly status?: unknown;
}

/** What a cluster has once the manifests of an artifact tree are applied and everything in it is ready. */
export function clusterObjects(
  cluster: string,
  artifacts: ReadonlyMap<string, string>,
  { nodes, frontends }: ControlPlane,
): readonly ClusterObject[] {
  const written = [...artifacts]
    .filter(([path]) => path.startsWith(`${cluster}/manifests/`) && !path.endsWith("/kustomization.yaml"))
    .flatMap(([, text]) => parseAllDocuments(text).map((document): ClusterObject => document.toJS()));
  const pods = new Map(
    frontends.flatMap(({ service, pods }) => pods.map((pod) => [pod.name, { ...pod, service }] as const)),
  );
  return [
    ...written.map((object) => ({ ...object, ...withAddress(object) })),
    ...nodes.map(({ name, labels }) => ({ kind: "Node", metadata: { name, labels } })),
    ...[...pods.values()].map(({ name, node, address, service }) => ({
      kind: "Pod",
      metadata: { name, namespace: "default", labels: { app: service.replace(/^.*\//, "") } },
      spec: { nodeName: node },
      status: { podIP: address, conditions: [{ type: "Ready", status: "True" }] },
    })),
    {
      kind: "DaemonSet",
      metadata: { name: "cilium", namespace: "kube-system" },
      status: { numberReady: nodes.length, desiredNumberScheduled: nodes.length },
    },
    {
      kind: "Deployment",
      metadata: { name: "cilium-operator", namespace: "kube-system" },
      spec: { replicas: 2 },
      status: { readyReplicas: 2 },
    },
  ];
}

/** The address that a service asks for is given to it. */
function withAddress({ kind, metadata }: ClusterObject) {
  const annotations = (metadata as { readonly annotations?: Readonly<Record<string, string>> }).annotations;
  const ip = annotations?.["lbipam.cilium.io/ips"];
  return kind === "Service" && ip ? { status: { loadBalancer: { ingress: [{ ip, ipMode: "VIP" }] } } } : {};
}
