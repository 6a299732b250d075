import type { ManifestEntry } from "./manifest.ts";
import { listedPaths, type Tree } from "./tree.ts";

/**
 * What is gen's after a killed run: each file listed that exists, with the entry, old or new, that it agrees with.
 * A file that agrees with neither keeps its old entry, so that it still counts as edited by hand.
 */
export function settledEntries(tree: Tree): readonly ManifestEntry[] {
  const settled = new Map<string, ManifestEntry>();
  for (const path of listedPaths(tree)) {
    const onDisk = tree.files.get(path)?.sha256;
    if (onDisk === undefined) continue;
    const former = tree.manifest?.files.get(path);
    const next = tree.staging?.journal?.files.get(path);
    const entry = next?.sha256 === onDisk ? next : former;
    if (entry !== undefined) settled.set(path, entry);
  }
  return [...settled.values()];
}
