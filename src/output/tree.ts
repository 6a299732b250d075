import type { Manifest } from "./manifest.ts";
import type { PlainFile } from "./plain-file.ts";
import type { Staging } from "./staging.ts";

/** A file that is wanted or that gen wrote, as it lies on disk. */
export interface FileOnDisk extends PlainFile {
  readonly sha256: string;
}

/**
 * One look at the tree of an inventory, taken once so that comparing needs no disk. `foreign` names what lies there and is
 * neither wanted nor listed: its files by path, its folders with a `/` at the end and not looked into.
 */
export interface Tree {
  readonly dir: string;
  readonly manifest: Manifest | undefined;
  readonly staging: Staging | undefined;
  readonly files: ReadonlyMap<string, FileOnDisk>;
  readonly foreign: readonly string[];
}

/** Every path that gen may have written: those of the manifest, and those of the journal of a killed run. */
export function listedPaths({ manifest, staging }: Pick<Tree, "manifest" | "staging">): ReadonlySet<string> {
  return new Set([...(manifest?.files.keys() ?? []), ...(staging?.journal?.files.keys() ?? [])]);
}
