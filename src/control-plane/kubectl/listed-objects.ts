import type { Remark } from "../control-plane.ts";
import { kustomization } from "./kustomization.ts";
import { type WrittenObject, writtenObjects } from "./written-objects.ts";

/** What `kubectl apply --kustomize manifests/` sends to the server. */
export interface ListedObjects {
  readonly objects: readonly WrittenObject[];
  readonly refusals: readonly Remark[];
  readonly remarks: readonly Remark[];
}

const FOLDER = "manifests/";
const LIST = `${FOLDER}kustomization.yaml`;

/**
 * Runs kustomize over a cluster's folder. It reads the files that its list names and no others, and with one mistake
 * it stops before anything is sent.
 */
export function listedObjects(files: ReadonlyMap<string, string>): ListedObjects {
  const list = files.get(LIST);
  if (list === undefined) return stopped([{ file: LIST, message: "it is not there: nothing is applied" }]);
  const { resources, notRehearsed, problems } = kustomization(list);
  if (resources === undefined) return stopped(problems.map((problem) => fatal(LIST, problem)));

  const read = resources.map((resource) => objectsOf(resource, files));
  const objects = read.flatMap(({ objects }) => objects);
  const refusals = [...read.flatMap(({ refusals }) => refusals), ...repeated(objects)];
  const remarks = [
    ...notRehearsed.map((message) => ({ file: LIST, message })),
    ...unlisted(files, resources),
  ];
  return refusals.length > 0 ? { ...stopped(refusals), remarks } : { objects, refusals, remarks };
}

function objectsOf(resource: string, files: ReadonlyMap<string, string>): Omit<ListedObjects, "remarks"> {
  const file = pathOf(resource);
  const text = files.get(file);
  if (text === undefined)
    return stopped([fatal(LIST, `\`${resource}\` is listed, and is no file beside the list`)]);
  const { objects, problem } = writtenObjects(file, text);
  return objects === undefined ? stopped([fatal(file, problem)]) : { objects, refusals: [] };
}

function pathOf(resource: string): string {
  return `${FOLDER}${resource.replace(/^(\.\/)+/, "")}`;
}

function fatal(file: string, problem: string): Remark {
  return { file, message: `${problem}: kustomize stops, and nothing is applied` };
}

function stopped(refusals: readonly Remark[]): ListedObjects {
  return { objects: [], refusals, remarks: [] };
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

function unlisted(files: ReadonlyMap<string, string>, resources: readonly string[]): readonly Remark[] {
  const listed = new Set(resources.map(pathOf));
  return [...files.keys()]
    .filter(
      (file) => file.startsWith(FOLDER) && /\.(ya?ml|json)$/.test(file) && file !== LIST && !listed.has(file),
    )
    .map((file) => ({ file, message: "it is not listed in kustomization.yaml, and nobody applies it" }));
}
