import type { Remark } from "../control-plane.ts";
import { remark, unmodelled } from "../remarking.ts";
import { kustomization } from "./kustomization.ts";
import { type WrittenObject, writtenObjects } from "./written-objects.ts";

/** What kustomize sends to the server. */
export interface ListedObjects {
  readonly objects: readonly WrittenObject[];
  readonly refusals: readonly Remark[];
  readonly remarks: readonly Remark[];
}

/** What a folder with a list of its own comes to, and which files were read for it. */
export interface KustomizedFolder extends ListedObjects {
  readonly read: readonly string[];
}

/** The names that a list may have; kustomize wants exactly one of them in a folder. */
export const LISTS = ["kustomization.yaml", "kustomization.yml", "Kustomization"] as const;

/** Reads a folder (`manifests/`) by its list, and the folders that the list names in the same way. */
export function kustomizedFolder(
  folder: string,
  files: ReadonlyMap<string, string>,
  above: readonly string[] = [],
): KustomizedFolder {
  const [list, second] = LISTS.map((name) => `${folder}${name}`).filter((file) => files.has(file));
  if (list === undefined)
    return stopped([remark(`${folder}${LISTS[0]}`, "it is not there: nothing is applied")]);
  if (second !== undefined) return stopped([fatal(second, `\`${list}\` is a list of the same folder`)]);
  const { resources, labels, notRehearsed = [], problems = [] } = kustomization(files.get(list) ?? "");
  if (resources === undefined) return stopped(problems.map((problem) => fatal(list, problem)));
  const parts = resources.map((resource) => listed(resource, { folder, list, above }, files));
  return {
    objects: parts.flatMap(({ objects }) => objects.map((object) => labelled(object, labels))),
    refusals: parts.flatMap(({ refusals }) => refusals),
    remarks: [
      ...notRehearsed.map((message) => unmodelled(list, message)),
      ...parts.flatMap(({ remarks }) => remarks),
    ],
    read: [list, ...parts.flatMap(({ read }) => read)],
  };
}

/** A remark on a mistake with which kustomize ends. */
export function fatal(file: string, problem: string): Remark {
  return remark(file, `${problem}: kustomize stops, and nothing is applied`);
}

/** Nothing but mistakes. */
export function stopped(refusals: readonly Remark[]): KustomizedFolder {
  return { objects: [], refusals, remarks: [], read: [] };
}

function labelled(object: WrittenObject, labels: Readonly<Record<string, string>>): WrittenObject {
  if (Object.keys(labels).length === 0) return object;
  const metadata = object.value["metadata"] as Readonly<Record<string, unknown>>;
  const given = metadata["labels"];
  // What is no map is left for the API server to refuse.
  if (given !== undefined && given !== null && (typeof given !== "object" || Array.isArray(given)))
    return object;
  return {
    ...object,
    value: { ...object.value, metadata: { ...metadata, labels: { ...given, ...labels } } },
  };
}

interface Place {
  readonly folder: string;
  readonly list: string;
  readonly above: readonly string[];
}

function listed(
  resource: string,
  { folder, list, above }: Place,
  files: ReadonlyMap<string, string>,
): KustomizedFolder {
  const path = pathOf(folder, resource);
  const text = files.get(path);
  if (text !== undefined && path.startsWith(folder)) {
    const { objects, problem } = writtenObjects(path, text);
    return objects === undefined
      ? stopped([fatal(path, problem)])
      : { objects, refusals: [], remarks: [], read: [path] };
  }
  const below = `${path}/`;
  if ([...files.keys()].some((file) => file.startsWith(below))) {
    const isLoop = [...above, folder].includes(below);
    return isLoop
      ? stopped([fatal(list, `\`${resource}\` is listed, and lists this list itself`)])
      : kustomizedFolder(below, files, [...above, folder]);
  }
  if (REMOTE.test(resource)) {
    const message = `\`${resource}\` comes from elsewhere: what it holds is not rehearsed`;
    return { ...stopped([]), remarks: [unmodelled(list, message)] };
  }
  return stopped([fatal(list, `\`${resource}\` is listed, and is no file beside the list`)]);
}

const REMOTE = /^(\w[\w+]*:\/\/|git@|git::|github\.com[/:])/;

function pathOf(folder: string, resource: string): string {
  const steps: string[] = [];
  for (const step of `${folder}${resource}`.split("/")) {
    if (step === "..") steps.pop();
    else if (step !== "." && step !== "") steps.push(step);
  }
  return steps.join("/");
}
