import { type Dirent, readdirSync, statSync } from "node:fs";
import { asWorldError } from "../output/as-world-error.ts";
import { notPlain, presentStats, readPlainFile } from "../output/plain-file.ts";
import { foldersOf, manifestName, stagingName } from "../output/tree-path.ts";
import { WorldError } from "../output/world-error.ts";

/** A tree of a thousand clusters has some ten thousand files, of a few kilobytes each. */
const MAX_FILES = 100_000;
const MAX_BYTES = 128 * 1024 * 1024;

/**
 * The files of a tree as they lie on disk, by path, whoever wrote them. What is not text is left out, and so are links,
 * unless they stand where one of `expected` belongs: that is a world error, as is a folder without any of those.
 */
export function readArtifacts(folder: string, expected: Iterable<string>): ReadonlyMap<string, string> {
  const dir = folder.replace(/(?<=.)\/+$/, "");
  const paths = new Set(expected);
  try {
    if (!statSync(dir).isDirectory()) throw new WorldError(3, `\`${dir}\` is not a folder`);
    // A README.md is in many a folder.
    const telling = [...paths].filter((path) => path.includes("/"));
    if (!telling.some((path) => presentStats(`${dir}/${path}`)))
      throw new WorldError(3, `\`${dir}\` has no artifacts of the inventory, such as \`${telling[0]}\``);
    return read(dir, paths);
  } catch (error) {
    throw asWorldError("read", error);
  }
}

function read(dir: string, expected: ReadonlySet<string>): ReadonlyMap<string, string> {
  const artifacts = new Map<string, string>();
  let bytes = 0;
  for (const path of walk(dir, expected)) {
    bytes += presentStats(`${dir}/${path}`)?.size ?? 0;
    if (artifacts.size === MAX_FILES || bytes > MAX_BYTES)
      throw new WorldError(3, `\`${dir}\` holds too much: name the folder of one inventory's artifacts`);
    const file = readPlainFile(`${dir}/${path}`);
    if (!file) continue; // removed meanwhile
    const text = decoded(file.content);
    if (text !== undefined) artifacts.set(path, text);
    else if (expected.has(path)) throw new WorldError(1, `\`${dir}/${path}\` is not UTF-8 text`);
  }
  return artifacts;
}

/** Paths of regular files, in a fixed order. Links are not followed: a tree may come from somebody else, and root reads it. */
function* walk(dir: string, expected: ReadonlySet<string>): Generator<string> {
  const expectedFolders = foldersOf(expected);
  const pending = [""];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    for (const entry of sortedEntries(`${dir}/${folder}`)) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if ([manifestName, stagingName, ".git"].includes(path)) continue;
      if (expectedFolders.has(path) && !entry.isDirectory())
        throw notPlain(`${dir}/${path}`, entry, "a folder");
      if (expected.has(path) && !entry.isFile()) throw notPlain(`${dir}/${path}`, entry, "a file");
      if (entry.isDirectory()) pending.push(path);
      else if (entry.isFile()) yield path;
    }
  }
}

function sortedEntries(folder: string): readonly Dirent[] {
  return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function decoded(content: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return undefined;
  }
}
