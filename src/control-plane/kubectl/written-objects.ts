import { yamlValues } from "../../inventory/yaml-values.ts";

/** An object of a manifest as it was written, before the server has looked at it. */
export interface WrittenObject {
  readonly file: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** The objects of one file; or why kustomize, which needs a kind and a name of each, cannot go on. */
export type WrittenObjects =
  | { readonly objects: readonly WrittenObject[]; readonly problem?: undefined }
  | { readonly objects?: undefined; readonly problem: string };

/** Reads a manifest: YAML documents, of which empty ones count for nothing and a List for its items. */
export function writtenObjects(file: string, text: string): WrittenObjects {
  const { values, problem } = yamlValues(text);
  if (values === undefined) return { problem };
  const objects: WrittenObject[] = [];
  for (const value of values.flatMap(itemsOf)) {
    if (value === null) continue;
    if (!isMap(value)) return { problem: "it holds something that is no object of Kubernetes" };
    const { apiVersion, kind, metadata } = value;
    const name = isMap(metadata) ? metadata["name"] : undefined;
    if (typeof apiVersion !== "string") return { problem: "an object has no apiVersion" };
    if (typeof kind !== "string") return { problem: "an object has no kind" };
    if (typeof name !== "string" || name === "") return { problem: `a ${kind} has no metadata.name` };
    objects.push({ file, apiVersion, kind, name, value });
  }
  return { objects };
}

function itemsOf(value: unknown): readonly unknown[] {
  const isList = isMap(value) && typeof value["kind"] === "string" && value["kind"].endsWith("List");
  return isList && Array.isArray(value["items"]) ? value["items"] : [value];
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
