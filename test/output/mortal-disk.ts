import { writeFileSync } from "node:fs";
import { type Disk, realDisk } from "../../src/output/disk.ts";

/** Thrown in place of the step at which a run is killed. */
export class Killed extends Error {}

/** Throws Killed instead of step number `steps` (from 0) and of all later ones. A write that dies leaves half a file. */
export function mortalDisk(steps: number): Disk {
  return watchedDisk((step, leaveHalf) => {
    if (step === steps) leaveHalf?.();
    if (step >= steps) throw new Killed();
  });
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

/** The real disk, with a call before each step; where the step is a write, `leaveHalf` does the first half of it. */
export function watchedDisk(before: (step: number, leaveHalf?: () => void) => void): Disk {
  let step = 0;
  const watched =
    <Rest extends readonly unknown[]>(work: (...given: Rest) => void) =>
    (...given: Rest): void => {
      before(step++);
      work(...given);
    };
  return {
    makeFolder: watched(realDisk.makeFolder),
    writeFile: (path, content, mode) => {
      before(step++, () => writeFileSync(path, content.slice(0, content.length / 2), { mode }));
      realDisk.writeFile(path, content, mode);
    },
    rename: watched(realDisk.rename),
    removeFile: watched(realDisk.removeFile),
    removeFolderIfEmpty: watched(realDisk.removeFolderIfEmpty),
    setMode: watched(realDisk.setMode),
  };
}
