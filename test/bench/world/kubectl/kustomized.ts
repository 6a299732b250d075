import { readdir, readFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { kustomizedFolder } from "../../../../src/control-plane/kubectl/kustomized-folder.ts";
import { Failure } from "../call.ts";
import type { KubeObject } from "../objects.ts";

/** The objects of a folder as `kubectl kustomize` makes them: those that it lists, labelled, in kustomize's order. */
export async function kustomized(folder: string, cwd: string): Promise<readonly KubeObject[]> {
  const path = resolve(cwd, folder);
  const files = await filesOf(path).catch(() => {
    throw new Failure(
      `error: unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '${path}'`,
    );
  });
  const { objects, refusals, remarks } = kustomizedFolder(ROOT, files);
  const [refusal] = refusals;
  if (refusal) throw new Failure(`error: ${refusal.file.slice(ROOT.length)}: ${refusal.message}`);
  const [unknown] = remarks;
  if (unknown) throw new Failure(`error: the stand-in cannot do this: ${unknown.message}`);
  const made = objects.map(({ value }) => value as unknown as KubeObject);
  const seen = new Set(made.map(sortKey));
  if (seen.size < made.length) throw new Failure("error: may not add resource with an already registered id");
  return made.sort((a, b) => rank(a) - rank(b) || (sortKey(a) < sortKey(b) ? -1 : 1));
}

const ROOT = "manifests/";

async function filesOf(folder: string): Promise<ReadonlyMap<string, string>> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = names.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const read = paths.map(async (path): Promise<[string, string]> => [
    `${ROOT}${relative(folder, path)}`,
    await readFile(path, "utf8"),
  ]);
  return new Map(await Promise.all(read));
}

/** Namespaces and what is referred to come first, then all others by name: kustomize's `legacy` order. */
function rank({ kind }: KubeObject): number {
  const index = FIRST.indexOf(kind);
  return index < 0 ? FIRST.length : index;
}

const FIRST = ["Namespace", "ServiceAccount", "ConfigMap", "Secret", "Service", "Deployment"];

function sortKey({ apiVersion, kind, metadata }: KubeObject): string {
  return [apiVersion, kind, metadata.namespace ?? "", metadata.name].join(" ");
}
