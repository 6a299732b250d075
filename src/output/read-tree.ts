import { statSync } from "node:fs";
import type { OutputFile } from "../render/output-file.ts";
import { asWorldError } from "./as-world-error.ts";
import { contentHash } from "./content-hash.ts";
import { readPlainFile } from "./plain-file.ts";
import { readManifest } from "./read-manifest.ts";
import { readStaging } from "./staging.ts";
import { type FileOnDisk, listedPaths, type Tree } from "./tree.ts";
import { walkTree } from "./walk-tree.ts";
import { WorldError } from "./world-error.ts";

/**
 * Reads the tree at `dir` as far as it concerns `files` and what gen wrote there before; `dir` need not exist yet. Throws a
 * world error if it cannot be read, if another run is writing it, or if what lies there is not safe to work on.
 */
export function readTree(dir: string, files: readonly OutputFile[]): Tree {
  try {
    return readPresentTree(dir, files);
  } catch (error) {
    throw asWorldError("read", error);
  }
}

function readPresentTree(dir: string, files: readonly OutputFile[]): Tree {
  // An unset variable in somebody's script: every path below it would start at the root of the disk.
  if (dir === "") throw new WorldError(3, "the folder of the artifacts has an empty name");
  if (statSync(dir, { throwIfNoEntry: false })?.isDirectory() === false) {
    throw new WorldError(3, `\`${dir}\` is not a folder`);
  }
  const staging = readStaging(dir);
  const manifest = readManifest(dir);
  const { present, foreign } = walkTree(
    dir,
    new Set([...files.map((file) => file.path), ...listedPaths({ manifest, staging })]),
  );
  return { dir, manifest, staging, files: readFiles(dir, present), foreign };
}

function readFiles(dir: string, paths: readonly string[]): ReadonlyMap<string, FileOnDisk> {
  const files = new Map<string, FileOnDisk>();
  for (const path of paths) {
    const file = readPlainFile(`${dir}/${path}`);
    if (file !== undefined) files.set(path, { ...file, sha256: contentHash(file.content) });
  }
  return files;
}
