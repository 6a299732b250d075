import type { StructuredPatch } from "diff";
import { allChanges, type Comparison, type FileChange } from "./comparison.ts";
import { withLineFeeds } from "./content-hash.ts";
import { wholeFileHunk } from "./whole-file-hunk.ts";

/**
 * What a run told to overwrite would change, as a patch that `git apply` takes at the top of the tree; the manifest is not
 * in it. The only door of the diff package, loaded when asked for: an ordinary run does not pay for it.
 */
export async function unifiedDiff(comparison: Comparison): Promise<string> {
  const { formatPatch, structuredPatch } = await import("diff");
  const patches = allChanges(comparison).map((change) => {
    const before = withLineFeeds(change.before?.content.toString() ?? "");
    const after = withLineFeeds(change.after?.content ?? "");
    if (before.includes("\0")) return binaryNote(change.path);
    const options = { context: 3, maxEditLength };
    const hunks = structuredPatch("", "", before, after, undefined, undefined, options)?.hunks;
    return formatPatch({ ...headerOf(change), hunks: hunks ?? [wholeFileHunk(before, after)] });
  });
  return patches.join("");
}

// Past so many changed lines, the search for the smallest patch takes time that grows with their square.
const maxEditLength = 2000;

function headerOf({ path, before, after }: FileChange): Omit<StructuredPatch, "hunks"> {
  const oldMode = before && gitMode(before.mode);
  const newMode = after && gitMode(after.mode);
  return {
    isGit: true,
    isCreate: before === undefined,
    isDelete: after === undefined,
    oldFileName: before === undefined ? "/dev/null" : `a/${path}`,
    newFileName: after === undefined ? "/dev/null" : `b/${path}`,
    oldHeader: undefined,
    newHeader: undefined,
    ...(oldMode !== undefined && oldMode !== newMode && { oldMode }),
    ...(newMode !== undefined && oldMode !== newMode && { newMode }),
  };
}

function gitMode(mode: number): string {
  return (mode & 0o100) === 0 ? "100644" : "100755";
}

function binaryNote(path: string): string {
  return `diff --git a/${path} b/${path}\nBinary files a/${path} and b/${path} differ\n`;
}
