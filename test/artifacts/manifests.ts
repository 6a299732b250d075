import { parseAllDocuments } from "yaml";
import type { OutputFile } from "../../src/render/output-file.ts";

type Labels = Readonly<Record<string, string>>;

/** A Kubernetes object as far as these tests look into it. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels?: Labels; readonly annotations?: Labels };
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the tests find out
  readonly spec: any;
}

/** The objects of a cluster's manifests, as `kubectl apply --kustomize` would read them. */
export function manifestsOf(files: readonly OutputFile[], cluster: string): readonly KubernetesObject[] {
  const folder = `${cluster}/manifests/`;
  const [kustomization] = objectsOf(files, `${folder}kustomization.yaml`) as unknown as [
    { resources: readonly string[] },
  ];
  return kustomization.resources.flatMap((resource) => objectsOf(files, `${folder}${resource}`));
}

/** The YAML documents of one file. */
export function objectsOf(files: readonly OutputFile[], path: string): readonly KubernetesObject[] {
  const file = files.find((candidate) => candidate.path === path);
  if (!file) throw new Error(`there is no ${path}`);
  return parseAllDocuments(file.content, { version: "1.1" }).map(
    (document) => document.toJS() as KubernetesObject,
  );
}

/** Whether a selector of labels takes an object's labels; one that is missing takes nothing, as Cilium has it. */
export function selects(
  selector: { readonly matchLabels?: Labels } | undefined,
  labels: Labels | undefined,
): boolean {
  const wanted = Object.entries(selector?.matchLabels ?? {});
  return wanted.length > 0 && wanted.every(([key, value]) => labels?.[key] === value);
}
