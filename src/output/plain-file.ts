import { closeSync, constants, lstatSync, openSync, readFileSync, type Stats } from "node:fs";
import { isRefusal } from "./as-world-error.ts";
import { WorldError } from "./world-error.ts";

/** A regular file as it was read: its bytes, its permission bits, and a stamp that changes when somebody changes it. */
export interface PlainFile {
  readonly content: Buffer;
  readonly mode: number;
  readonly stamp: string;
}

/** Reads a regular file, or gives undefined if nothing is there; a symbolic link or anything else is refused. */
export function readPlainFile(path: string): PlainFile | undefined {
  const stats = presentStats(path);
  if (stats === undefined) return undefined;
  if (!stats.isFile()) throw notPlain(path, stats, "a file");
  const content = contentOf(path);
  return { content, mode: stats.mode & 0o777, stamp: stampOf(stats) };
}

/** The stamp of what is at `path` now, or undefined where no file is; cheap enough to ask again before overwriting. */
export function currentStamp(path: string): string | undefined {
  const stats = presentStats(path);
  return stats === undefined || stats.isDirectory() ? undefined : stampOf(stats);
}

/** What lstat says of `path`, or undefined if nothing is there. */
export function presentStats(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    // A file stands where a folder of the path would be, so nothing can be below it.
    if (isRefusal(error, ["ENOTDIR"])) return undefined;
    throw error;
  }
}

/** The refusal of something at `path` that is not `expected`: gen neither follows links nor removes what it cannot read. */
export function notPlain(
  path: string,
  found: Pick<Stats, "isSymbolicLink" | "isDirectory">,
  expected: "a file" | "a folder",
): WorldError {
  if (found.isSymbolicLink()) {
    return new WorldError(
      1,
      `\`${path}\` is a symbolic link, which gen does not follow: put ${expected} there`,
    );
  }
  const what = found.isDirectory() ? "a folder" : "not a regular file";
  return new WorldError(1, `\`${path}\` is ${what}, and gen needs ${expected} there: move it away`);
}

function contentOf(path: string): Buffer {
  // It may have become a link, or a pipe that would never end, since it was looked at.
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}

function stampOf(stats: Stats): string {
  return `${stats.ino} ${stats.size} ${stats.mtimeMs} ${stats.ctimeMs}`;
}
