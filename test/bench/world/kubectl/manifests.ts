import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { writtenObjects } from "../../../../src/control-plane/kubectl/written-objects.ts";
import { Failure } from "../call.ts";
import { kindNamed } from "../kinds.ts";
import type { KubeObject } from "../objects.ts";
import type { KubectlCall } from "./kubectl.ts";
import { kustomized } from "./kustomized.ts";

/** What is to be applied or compared, and how kubectl calls the place from which it comes. */
export interface Manifests {
  readonly from: string;
  readonly objects: readonly KubeObject[];
}

/** Reads `--kustomize DIR`, or `--filename FILE|-`; an object that names no namespace is put into the one in use. */
export async function manifests({
  call,
  line,
  namespace,
}: Pick<KubectlCall, "call" | "line" | "namespace">): Promise<Manifests> {
  const { kustomize: folder, filename } = line.values;
  if ((folder === undefined) === (filename === undefined))
    throw new Failure("error: must specify one of -f and -k");
  const from = folder ?? (filename === "-" ? "STDIN" : (filename ?? ""));
  const objects =
    folder !== undefined ? await kustomized(folder, call.cwd) : await read(call, filename ?? "");
  if (objects.length === 0) throw new Failure("error: no objects passed to apply");
  return { from, objects: objects.map((object) => placed(object, namespace)) };
}

async function read(call: KubectlCall["call"], filename: string): Promise<readonly KubeObject[]> {
  const text =
    filename === "-"
      ? await call.input()
      : await readFile(resolve(call.cwd, filename), "utf8").catch(() => {
          throw new Failure(`error: the path "${filename}" does not exist`);
        });
  const { objects, problem } = writtenObjects(filename, text);
  if (objects === undefined) throw new Failure(`error: error parsing ${filename}: ${problem}`);
  return objects.map(({ value }) => value as unknown as KubeObject);
}

function placed(object: KubeObject, namespace: string): KubeObject {
  const isPlaced = object.metadata.namespace !== undefined || kindNamed(object.kind)?.namespaced !== true;
  return isPlaced ? object : { ...object, metadata: { ...object.metadata, namespace } };
}
