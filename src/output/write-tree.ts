import { asWorldError } from "./as-world-error.ts";
import { claimStaging, clearStaged, closeStaging, leaveStaging } from "./claim-staging.ts";
import { allChanges, type Comparison, conflictsOf, isStale } from "./comparison.ts";
import { type Disk, realDisk } from "./disk.ts";
import { mendMode } from "./mend-mode.ts";
import { refuseMoved } from "./refuse-moved.ts";
import { stageFiles } from "./stage-files.ts";
import { journalName, newJournalName, type Staging } from "./staging.ts";
import { listedPaths } from "./tree.ts";
import { deepestFirst, foldersOf, manifestName, parentOf, stagingName } from "./tree-path.ts";
import { WorldError } from "./world-error.ts";

/**
 * Makes the tree what it was compared with. Each file is replaced atomically and the manifest last; a run killed in
 * between leaves a journal, by which the next one knows what is gen's and finishes. (Killed, not unplugged: nothing is
 * synced to the disk.) Throws a world error, before anything is written, if files were edited by hand or are not gen's,
 * unless told to `overwrite` them.
 *
 *     claim .gen-tmp -> settle a killed run -> journal -> stage -> remove -> rename -> manifest -> drop .gen-tmp
 */
export function writeTree(
  comparison: Comparison,
  conflicts: "refuse" | "overwrite",
  disk: Disk = realDisk,
): void {
  if (conflicts === "refuse") refuseConflicts(comparison);
  // A run killed before its journal has changed nothing, so the tree is not stale, but its staging folder should go.
  if (!isStale(comparison) && comparison.tree.staging === undefined) return;
  try {
    replaceTree(comparison, disk);
  } catch (error) {
    throw asWorldError("write", error);
  }
}

function refuseConflicts(comparison: Comparison): void {
  const [first, ...others] = conflictsOf(comparison);
  if (first === undefined) return;
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  throw new WorldError(
    1,
    `\`${comparison.tree.dir}/${first.path}\`${more} would be lost: edited by hand, or not of gen's making`,
  );
}

function replaceTree(comparison: Comparison, disk: Disk): void {
  const { dir } = comparison.tree;
  const changes = allChanges(comparison);
  const staging = claimStaging(dir, disk);
  refuseMovedAndLeave(comparison, staging, disk);
  clearStaged(dir, staging, disk);
  settle(comparison, disk);
  writeJournal(comparison, disk);
  const staged = stageFiles(comparison, disk);
  // Removals come first because a folder may stand where a file is wanted, or a file where a folder is.
  for (const { path, after } of changes) if (after === undefined) disk.removeFile(`${dir}/${path}`);
  for (const folder of comparison.obsoleteFolders) disk.removeFolderIfEmpty(`${dir}/${folder}`);
  for (const folder of new Set(staged.map(({ path }) => parentOf(path)))) disk.makeFolder(`${dir}/${folder}`);
  for (const change of changes) mendMode(dir, change, disk);
  for (const { from, path } of staged) disk.rename(from, `${dir}/${path}`);
  closeStaging(dir, disk);
}

function refuseMovedAndLeave(comparison: Comparison, staging: Staging, disk: Disk): void {
  try {
    refuseMoved(comparison, staging);
  } catch (error) {
    leaveStaging(comparison.tree.dir, disk);
    throw error;
  }
}

// The journal of a killed run is about to be replaced. What only it knew goes where it outlives that: which files are gen's
// into the manifest; which empty folders are gen's cannot be written down, so they go, and come back if they are wanted.
function settle({ tree, settledText }: Comparison, disk: Disk): void {
  if (settledText === undefined) return;
  const folders = deepestFirst(foldersOf(listedPaths(tree)));
  for (const folder of folders) disk.removeFolderIfEmpty(`${tree.dir}/${folder}`);
  if (settledText === tree.manifest?.text) return;
  const staged = `${tree.dir}/${stagingName}/0`;
  disk.writeFile(staged, settledText, 0o644);
  disk.rename(staged, `${tree.dir}/${manifestName}`);
}

function writeJournal({ tree, manifestText }: Comparison, disk: Disk): void {
  const folder = `${tree.dir}/${stagingName}`;
  disk.writeFile(`${folder}/${newJournalName}`, manifestText, 0o644);
  disk.rename(`${folder}/${newJournalName}`, `${folder}/${journalName}`);
}
