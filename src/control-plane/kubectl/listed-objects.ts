import type { Remark } from "../control-plane.ts";
import { remark } from "../remarking.ts";
import { fatal, kustomizedFolder, LISTS, type ListedObjects, stopped } from "./kustomized-folder.ts";
import type { WrittenObject } from "./written-objects.ts";

const FOLDER = "manifests/";

/**
 * Runs kustomize over a cluster's folder. It reads the files that its list names and no others, and with one mistake
 * it stops before anything is sent.
 */
export function listedObjects(files: ReadonlyMap<string, string>): ListedObjects {
  const { objects, refusals, remarks, read } = kustomizedFolder(FOLDER, files);
  const faults = [...refusals, ...repeated(objects)];
  const all = [...remarks, ...(read.length > 0 ? unlisted(files, read) : [])];
  return faults.length > 0 ? { ...stopped(faults), remarks: all } : { objects, refusals: [], remarks: all };
}

function repeated(objects: readonly WrittenObject[]): readonly Remark[] {
  const seen = new Set<string>();
  return objects.flatMap(({ file, apiVersion, kind, name, value }) => {
    const { namespace = "" } = value["metadata"] as { readonly namespace?: unknown };
    const id = JSON.stringify([apiVersion, kind, namespace, name]);
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [fatal(file, `${kind} \`${name}\` is there twice`)];
  });
}

function unlisted(files: ReadonlyMap<string, string>, read: readonly string[]): readonly Remark[] {
  const isList = (file: string) => LISTS.some((name) => file === `${FOLDER}${name}`);
  return [...files.keys()]
    .filter(
      (file) =>
        file.startsWith(FOLDER) && /\.(ya?ml|json)$/.test(file) && !isList(file) && !read.includes(file),
    )
    .map((file) => remark(file, "it is not listed in kustomization.yaml, and nobody applies it"));
}
