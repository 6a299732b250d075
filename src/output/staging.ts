import { type Dirent, readdirSync } from "node:fs";
import type { Manifest } from "./manifest.ts";
import { notPlain, presentStats } from "./plain-file.ts";
import { readJournal } from "./read-manifest.ts";
import { stagingName } from "./tree-path.ts";
import { WorldError } from "./world-error.ts";

/** The manifest-to-be of a run that has begun to change the tree. While it lies there, the tree may be half done. */
export const journalName = "journal.json";

/** The journal while it is being written; renamed into place, so that `journal.json` is never half a file. */
export const newJournalName = "journal.json.new";

/** A staging folder as found: what a run left there, and its journal if it got as far as writing one. */
export interface Staging {
  readonly names: readonly string[];
  readonly journal: Manifest | undefined;
}

/**
 * Looks into the staging folder of the tree at `dir`; undefined if there is none. Throws a world error if a living
 * process owns it, or if it holds anything that gen cannot have put there: such a folder is not gen's to empty.
 */
export function readStaging(dir: string): Staging | undefined {
  const folder = `${dir}/${stagingName}`;
  const stats = presentStats(folder);
  if (stats === undefined) return undefined;
  if (!stats.isDirectory()) throw notPlain(folder, stats, "a folder");
  const entries = readdirSync(folder, { withFileTypes: true });
  refuseStrangers(folder, entries);
  const names = entries.map((entry) => entry.name).sort();
  refuseLivingOwner(dir, names);
  const journal = readJournal(`${folder}/${journalName}`);
  if (journal === undefined && names.some(isStagedName)) {
    throw new WorldError(
      1,
      `\`${folder}\` holds files but no \`${journalName}\`, so gen did not leave it: move it away`,
    );
  }
  return { names, journal };
}

/** Whether a name in the staging folder is that of a staged file: a plain number. */
export function isStagedName(name: string): boolean {
  return /^\d+$/.test(name);
}

/** The file by which a run says that the staging folder is its own; empty, because a name is never half written. */
export function ownerName(pid: number): string {
  return `pid-${pid}`;
}

/** The process that a file in the staging folder names as an owner. Linux numbers processes up to 4194304. */
export function ownerOf(name: string): number | undefined {
  const digits = /^pid-([1-9]\d{0,6})$/.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function refuseStrangers(folder: string, entries: readonly Dirent[]): void {
  for (const entry of entries) {
    const { name } = entry;
    const known =
      name === journalName || name === newJournalName || isStagedName(name) || ownerOf(name) !== undefined;
    if (!known || !entry.isFile()) {
      throw new WorldError(1, `\`${folder}/${name}\` is not of gen's making: move it away`);
    }
  }
}

function refuseLivingOwner(dir: string, names: readonly string[]): void {
  for (const name of names) {
    const pid = ownerOf(name);
    if (pid === undefined || pid === process.pid || !isAlive(pid)) continue;
    const lock = `${dir}/${stagingName}/${name}`;
    throw new WorldError(
      3,
      `another run of gen, process ${pid}, is writing \`${dir}\`: wait for it (if process ${pid} is not gen, delete \`${lock}\`)`,
    );
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
}
