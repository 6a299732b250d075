import { writeFileSync } from "node:fs";
import { type Disk, realDisk } from "../../src/output/disk.ts";

/** Thrown in place of the step at which a run is killed. */
export class Killed extends Error {}

/** Calls `onDeath` in place of step number `steps` (from 0) and of all later ones. A write that dies leaves half a file. */
export function mortalDisk(steps: number, onDeath: () => void = die): Disk {
  let left = steps;
  const alive = (): boolean => left-- > 0;
  return {
    makeFolder: (path) => (alive() ? realDisk.makeFolder(path) : onDeath()),
    writeFile: (path, content, mode) => {
      if (alive()) return realDisk.writeFile(path, content, mode);
      if (left === -1) writeFileSync(path, content.slice(0, content.length / 2), { mode });
      onDeath();
    },
    rename: (from, to) => (alive() ? realDisk.rename(from, to) : onDeath()),
    removeFile: (path) => (alive() ? realDisk.removeFile(path) : onDeath()),
    removeFolderIfEmpty: (path) => (alive() ? realDisk.removeFolderIfEmpty(path) : onDeath()),
    setMode: (path, mode) => (alive() ? realDisk.setMode(path, mode) : onDeath()),
  };
}

/** Runs `work`, and tells whether it was killed before it came to its end. */
export function isKilled(work: () => unknown): boolean {
  try {
    work();
    return false;
  } catch (error) {
    if (error instanceof Killed) return true;
    throw error;
  }
}

function die(): never {
  throw new Killed();
}
