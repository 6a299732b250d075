import type { OutputFile } from "../render/output-file.ts";
import type { Comparison, FileChange, WantedFile } from "./comparison.ts";
import { contentHash } from "./content-hash.ts";
import { formatManifest, type ManifestEntry } from "./manifest.ts";
import { refuseBlocked } from "./refuse-blocked.ts";
import { settledEntries } from "./settled-entries.ts";
import { listedPaths, type Tree } from "./tree.ts";
import { deepestFirst, foldersOf, pathsProblem } from "./tree-path.ts";

/**
 * Compares the tree as it lies there with the artifacts of `inventory`. Pure: all that it knows of the disk is `tree`, which
 * must have been read for the same `files`. Throws a world error if a stranger's file stands where gen needs a folder.
 */
export function compareTree(tree: Tree, files: readonly OutputFile[], inventory: string): Comparison {
  const problem = pathsProblem(files.map((file) => file.path));
  if (problem !== undefined) throw new Error(`the artifacts of ${inventory} cannot be written: ${problem}`);
  const wanted = new Map(files.map((file) => [file.path, { ...file, sha256: contentHash(file.content) }]));
  const listed = listedPaths(tree);
  const sorted = sortOut(tree, wanted, [...new Set([...wanted.keys(), ...listed])].sort());
  const foreign = [...tree.foreign, ...pathsOf(sorted.foreign)].sort();
  refuseBlocked(tree.dir, new Set(wanted.keys()), foreign);
  const needed = foldersOf(wanted.keys());
  return {
    ...sorted,
    tree,
    unchanged: pathsOf(sorted.unchanged),
    foreign,
    interrupted: tree.staging?.journal !== undefined,
    manifestText: formatManifest(inventory, [...wanted.values()].map(asEntry)),
    settledText: tree.staging?.journal && formatManifest(inventory, settledEntries(tree)),
    obsoleteFolders: deepestFirst(foldersOf(listed)).filter((folder) => !needed.has(folder)),
  };
}

type Verdict = "unchanged" | "added" | "changed" | "removed" | "edited" | "occupied" | "foreign" | "gone";

function sortOut(
  tree: Tree,
  wanted: ReadonlyMap<string, WantedFile>,
  paths: readonly string[],
): Record<Exclude<Verdict, "gone">, readonly FileChange[]> {
  const lists: Record<Verdict, FileChange[]> = {
    unchanged: [],
    added: [],
    changed: [],
    removed: [],
    edited: [],
    occupied: [],
    foreign: [],
    gone: [],
  };
  for (const path of paths) {
    const change = { path, before: tree.files.get(path), after: wanted.get(path) };
    lists[verdictOn(tree, change)].push(change);
  }
  const { gone: _, ...found } = lists;
  return found;
}

function verdictOn(tree: Tree, { path, before, after }: FileChange): Verdict {
  if (before === undefined) return after === undefined ? "gone" : "added";
  if (before.sha256 === after?.sha256) {
    return isRunnable(before) === isRunnable(after) ? "unchanged" : "changed";
  }
  const entries = [tree.manifest?.files.get(path), tree.staging?.journal?.files.get(path)];
  if (entries.some((entry) => entry?.sha256 === before.sha256)) {
    return after === undefined ? "removed" : "changed";
  }
  // What only the journal of a killed run lists may never have been written: another content there is somebody else's.
  if (tree.manifest?.files.has(path)) return "edited";
  return after === undefined ? "foreign" : "occupied";
}

// Only the owner's x bit is compared: the others depend on the umask, and git keeps no more than this one.
function isRunnable({ mode }: { readonly mode: number }): boolean {
  return (mode & 0o100) !== 0;
}

function asEntry({ path, sha256, mode }: WantedFile): ManifestEntry {
  return { path, sha256, mode: mode === 0o755 ? "0755" : "0644" };
}

function pathsOf(changes: readonly FileChange[]): readonly string[] {
  return changes.map((change) => change.path);
}
