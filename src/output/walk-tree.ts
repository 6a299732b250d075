import { type Dirent, readdirSync } from "node:fs";
import { isRefusal } from "./as-world-error.ts";
import { notPlain } from "./plain-file.ts";
import { foldersOf, manifestName, stagingName } from "./tree-path.ts";

/** What a walk found: which of the paths asked for exist as files, and what else lies in their folders. */
export interface Walk {
  readonly present: readonly string[];
  readonly foreign: readonly string[];
}

/**
 * Looks for `paths` by listing each folder once, which is far quicker than asking for each file. Only folders on the way
 * to `paths` are entered, so a stranger's folder costs nothing however large it is. A symbolic link on the way is refused.
 */
export function walkTree(dir: string, paths: ReadonlySet<string>): Walk {
  const folders = foldersOf(paths);
  const present: string[] = [];
  const foreign: string[] = [];
  const pending = [""];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    for (const entry of entriesOf(dir, folder)) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (path === manifestName || path === stagingName) continue;
      if (entry.isDirectory() && folders.has(path)) pending.push(path);
      else if (entry.isFile() && paths.has(path)) present.push(path);
      else if (paths.has(path)) throw notPlain(`${dir}/${path}`, entry, "a file");
      else if (folders.has(path) && !entry.isFile()) throw notPlain(`${dir}/${path}`, entry, "a folder");
      else foreign.push(entry.isDirectory() ? `${path}/` : path);
    }
  }
  return { present, foreign };
}

function entriesOf(dir: string, folder: string): readonly Dirent[] {
  try {
    return readdirSync(`${dir}/${folder}`, { withFileTypes: true });
  } catch (error) {
    if (folder === "" && isRefusal(error, ["ENOENT"])) return [];
    throw error;
  }
}
