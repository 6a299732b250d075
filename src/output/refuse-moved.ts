import { allChanges, type Comparison } from "./comparison.ts";
import { currentStamp, notPlain, presentStats, readPlainFile } from "./plain-file.ts";
import type { Staging } from "./staging.ts";
import { listedPaths } from "./tree.ts";
import { foldersOf, manifestName, parentOf } from "./tree-path.ts";
import { WorldError } from "./world-error.ts";

/**
 * Stops a run whose tree is no longer as it was compared: another run came in between, an editor saved a file, a folder
 * became a symbolic link. Asked once the staging folder is claimed, right before the first change.
 */
export function refuseMoved(comparison: Comparison, staging: Staging): void {
  const { tree } = comparison;
  const { dir } = tree;
  const manifest = readPlainFile(`${dir}/${manifestName}`)?.content.toString();
  if (manifest !== tree.manifest?.text || staging.journal?.text !== tree.staging?.journal?.text) {
    throw moved(`${dir}/${manifestName}`);
  }
  const plain = new Set([""]);
  for (const folder of foldersOf(listedPaths(tree))) refuseLinks(dir, folder, plain);
  for (const { path, before } of allChanges(comparison)) {
    refuseLinks(dir, parentOf(path), plain);
    if (currentStamp(`${dir}/${path}`) !== before?.stamp) throw moved(`${dir}/${path}`);
  }
}

function refuseLinks(dir: string, folder: string, plain: Set<string>): void {
  if (plain.has(folder)) return;
  refuseLinks(dir, parentOf(folder), plain);
  const stats = presentStats(`${dir}/${folder}`);
  if (stats?.isSymbolicLink()) throw notPlain(`${dir}/${folder}`, stats, "a folder");
  plain.add(folder);
}

function moved(path: string): WorldError {
  return new WorldError(3, `\`${path}\` changed while gen was at work: run gen again`);
}
