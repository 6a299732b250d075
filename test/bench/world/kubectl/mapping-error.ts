import type { KubeObject } from "../objects.ts";

/** What kubectl says of an object whose kind the API server has not (yet). */
export function mappingError({ apiVersion, kind, metadata }: KubeObject, from: string): string {
  const { name, namespace = "" } = metadata;
  const object = `resource mapping not found for name: "${name}" namespace: "${namespace}" from "${from}"`;
  return `error: ${object}: no matches for kind "${kind}" in version "${apiVersion}"\nensure CRDs are installed first`;
}
