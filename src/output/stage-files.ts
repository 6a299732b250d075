import { closeStaging } from "./claim-staging.ts";
import { allChanges, type Comparison } from "./comparison.ts";
import { withLineFeeds } from "./content-hash.ts";
import type { Disk } from "./disk.ts";
import { manifestName, stagingName } from "./tree-path.ts";

/** A file that waits in the staging folder, at `from`, to be renamed to `path` in the tree. */
export interface StagedFile {
  readonly from: string;
  readonly path: string;
}

/**
 * Writes every new content, the manifest last, into the staging folder. All of them before the tree is touched: a disk that
 * is full is found out while there is still nothing to mend, and then the staged files give their room back.
 */
export function stageFiles(comparison: Comparison, disk: Disk): readonly StagedFile[] {
  try {
    return writeStaged(comparison, disk);
  } catch (error) {
    closeStaging(comparison.tree.dir, disk);
    throw error;
  }
}

function writeStaged(comparison: Comparison, disk: Disk): readonly StagedFile[] {
  const staged: StagedFile[] = [];
  const put = (path: string, content: string, mode: number): void => {
    const from = `${comparison.tree.dir}/${stagingName}/${staged.length + 1}`;
    disk.writeFile(from, content, mode);
    staged.push({ from, path });
  };
  for (const { path, before, after } of allChanges(comparison)) {
    if (after !== undefined && after.sha256 !== before?.sha256) put(path, after.content, after.mode);
  }
  const current = comparison.settledText ?? comparison.tree.manifest?.text;
  if (current === undefined || withLineFeeds(current) !== comparison.manifestText) {
    put(manifestName, comparison.manifestText, 0o644);
  }
  return staged;
}
