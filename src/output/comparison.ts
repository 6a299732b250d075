import type { OutputFile } from "../render/output-file.ts";
import { withLineFeeds } from "./content-hash.ts";
import type { FileOnDisk, Tree } from "./tree.ts";

/** An artifact with the hash of its content, which the manifest will carry. */
export interface WantedFile extends OutputFile {
  readonly sha256: string;
}

/** One file of the tree before and after the run; undefined where it does not exist. */
export interface FileChange {
  readonly path: string;
  readonly before: FileOnDisk | undefined;
  readonly after: WantedFile | undefined;
}

/**
 * What a run would do to a tree. Every list is sorted by path, and no path is on two of them.
 *
 * - `edited`: gen wrote it, somebody changed it since; its `after` is what would overwrite it, or undefined to remove it
 * - `occupied`: gen wants to write it, and somebody else's file is there
 * - `foreign`: neither wanted nor gen's; left alone. Folders that hold nothing of gen's end in `/`
 * - `interrupted`: an earlier run was killed half way; the next one finishes the work
 */
export interface Comparison {
  readonly tree: Tree;
  readonly unchanged: readonly string[];
  readonly added: readonly FileChange[];
  readonly changed: readonly FileChange[];
  readonly removed: readonly FileChange[];
  readonly edited: readonly FileChange[];
  readonly occupied: readonly FileChange[];
  readonly foreign: readonly string[];
  readonly interrupted: boolean;
  /** The manifest that the run will leave. */
  readonly manifestText: string;
  /** After a killed run, the manifest of what it got done: written first, so that one journal is always enough. */
  readonly settledText: string | undefined;
  /** Folders of gen's files that no wanted file needs, the deepest first; removed if nothing else is in them. */
  readonly obsoleteFolders: readonly string[];
}

/** Whether the tree is other than gen would leave it, which is what `gen --check` asks. */
export function isStale(comparison: Comparison): boolean {
  return comparison.interrupted || isManifestStale(comparison) || allChanges(comparison).length > 0;
}

/** Whether the manifest alone is out of date: true also where every file happens to be right, say after a bad merge. */
export function isManifestStale({ tree, manifestText }: Comparison): boolean {
  return tree.manifest === undefined || withLineFeeds(tree.manifest.text) !== manifestText;
}

/** The files that gen must not overwrite or remove unless told to: edited by hand, or never gen's. */
export function conflictsOf(comparison: Comparison): readonly FileChange[] {
  return sorted([...comparison.edited, ...comparison.occupied]);
}

/** Every file that a run told to overwrite would write, remove or give another mode, by path. */
export function allChanges(comparison: Comparison): readonly FileChange[] {
  const { added, changed, removed, edited, occupied } = comparison;
  return sorted([...added, ...changed, ...removed, ...edited, ...occupied]);
}

function sorted(changes: FileChange[]): readonly FileChange[] {
  return changes.sort((a, b) => (a.path < b.path ? -1 : 1));
}
