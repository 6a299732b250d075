import { readdirSync } from "node:fs";
import type { Disk } from "./disk.ts";
import { isStagedName, journalName, ownerName, ownerOf, readStaging, type Staging } from "./staging.ts";
import { stagingName } from "./tree-path.ts";

/**
 * Takes the staging folder for this process, or throws a world error if another living process has it. Each run first
 * puts down its own name and only then looks for others: of two that start together at least one sees the other and
 * leaves, whereas a lock that is looked for first can be taken over from a dead run by two at once.
 */
export function claimStaging(dir: string, disk: Disk): Staging {
  disk.makeFolder(`${dir}/${stagingName}`);
  disk.writeFile(`${dir}/${stagingName}/${ownerName(process.pid)}`, "", 0o644);
  try {
    return readStaging(dir) ?? { names: [], journal: undefined };
  } catch (error) {
    leaveStaging(dir, disk);
    throw error;
  }
}

/** Removes what dead runs staged, but no journal: until the manifest knows better, it alone says what is gen's. */
export function clearStaged(dir: string, staging: Staging, disk: Disk): void {
  for (const name of staging.names) {
    const pid = ownerOf(name);
    const ofDeadRun = pid !== undefined && pid !== process.pid;
    if (isStagedName(name) || ofDeadRun) disk.removeFile(`${dir}/${stagingName}/${name}`);
  }
}

/** Ends a run: the journal goes after the staged files, because staged files without a journal would be nobody's. */
export function closeStaging(dir: string, disk: Disk): void {
  const folder = `${dir}/${stagingName}`;
  for (const name of readdirSync(folder).filter(isStagedName)) disk.removeFile(`${folder}/${name}`);
  disk.removeFile(`${folder}/${journalName}`);
  leaveStaging(dir, disk);
}

/** Gives the folder up as it was found, for a run that has changed nothing. */
export function leaveStaging(dir: string, disk: Disk): void {
  disk.removeFile(`${dir}/${stagingName}/${ownerName(process.pid)}`);
  disk.removeFolderIfEmpty(`${dir}/${stagingName}`);
}
