import type { KindCluster } from "../../../../src/control-plane/applied.ts";
import type { KubeObject } from "../objects.ts";

/** What is in a cluster that kind has just made, as far as anybody here asks for it. */
export function systemObjects({ nodes }: KindCluster): readonly KubeObject[] {
  return [
    ...["default", "kube-system", "kube-public", "kube-node-lease", "local-path-storage"].map((name) => ({
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name, labels: { "kubernetes.io/metadata.name": name } },
    })),
    ...nodes.map(({ name, labels }) => ({ apiVersion: "v1", kind: "Node", metadata: { name, labels } })),
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: {
        name: "kubernetes",
        namespace: "default",
        labels: { component: "apiserver", provider: "kubernetes" },
      },
      spec: { type: "ClusterIP", ports: [{ name: "https", port: 443, protocol: "TCP", targetPort: 6443 }] },
    },
  ];
}

/** What Cilium's chart makes, as far as anybody here asks for it. */
export function chartObjects(version: string, nodes: number): readonly KubeObject[] {
  const metadata = (name: string, app: string) => ({
    name,
    namespace: "kube-system",
    labels: { "k8s-app": app, "app.kubernetes.io/managed-by": "Helm" },
    annotations: { "meta.helm.sh/release-name": "cilium", "meta.helm.sh/release-namespace": "kube-system" },
  });
  const template = (name: string, image: string) => ({
    metadata: { labels: { "k8s-app": name } },
    spec: { containers: [{ name, image: `quay.io/cilium/${image}:v${version}` }] },
  });
  return [
    { apiVersion: "v1", kind: "ConfigMap", metadata: metadata("cilium-config", "cilium") },
    {
      apiVersion: "apps/v1",
      kind: "DaemonSet",
      metadata: metadata("cilium", "cilium"),
      spec: { selector: { matchLabels: { "k8s-app": "cilium" } }, template: template("cilium", "cilium") },
    },
    {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: metadata("cilium-operator", "cilium-operator"),
      spec: {
        replicas: Math.min(nodes, 2),
        selector: { matchLabels: { "k8s-app": "cilium-operator" } },
        template: template("cilium-operator", "operator-generic"),
      },
    },
  ];
}
