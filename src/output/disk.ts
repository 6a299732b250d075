import {
  chmodSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmdirSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { isRefusal } from "./as-world-error.ts";

/**
 * Every way in which the writer changes the disk, and nothing else: a test passes its own to stop a run before each
 * step in turn, which is how "a run killed at any point is mended" is known rather than hoped.
 */
export interface Disk {
  readonly makeFolder: (path: string) => void;
  readonly writeFile: (path: string, content: string, mode: number) => void;
  readonly rename: (from: string, to: string) => void;
  readonly removeFile: (path: string) => void;
  readonly removeFolderIfEmpty: (path: string) => void;
  readonly setMode: (path: string, mode: number) => void;
}

/** The real disk. Synchronous: thousands of small files go through in a third of the time of the promise calls. */
export const realDisk: Disk = {
  makeFolder,
  writeFile: (path, content, mode) => writeFileSync(path, content, { mode }),
  rename: renameSync,
  removeFile: unlinkSync,
  removeFolderIfEmpty,
  setMode: chmodSync,
};

// Level by level: node's own `recursive` never comes back from a folder that cannot be made below /proc.
function makeFolder(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    if (isRefusal(error, ["EEXIST"]) && statSync(path).isDirectory()) return;
    if (!isRefusal(error, ["ENOENT"]) || dirname(path) === path || existsSync(dirname(path))) throw error;
    makeFolder(dirname(path));
    mkdirSync(path);
  }
}

function removeFolderIfEmpty(path: string): void {
  try {
    rmdirSync(path);
  } catch (error) {
    // Solaris says EEXIST for a folder that is not empty; POSIX allows both.
    if (!isRefusal(error, ["ENOTEMPTY", "EEXIST", "ENOENT", "ENOTDIR"])) throw error;
  }
}
