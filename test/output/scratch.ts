import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { compareTree } from "../../src/output/compare-tree.ts";
import type { Comparison } from "../../src/output/comparison.ts";
import { type Disk, realDisk } from "../../src/output/disk.ts";
import { readTree } from "../../src/output/read-tree.ts";
import { manifestName } from "../../src/output/tree-path.ts";
import { WorldError } from "../../src/output/world-error.ts";
import { writeTree } from "../../src/output/write-tree.ts";
import type { OutputFile } from "../../src/render/output-file.ts";

/** A folder for one test, gone when it ends. The tree under test is best put below it, so that DIR need not exist. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "gen-output-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Artifacts from `{ path: content }`; a path that ends in `*` is executable, as `ls -F` would show it. */
export function artifacts(contents: Readonly<Record<string, string>>): readonly OutputFile[] {
  return Object.entries(contents).map(([name, content]) => ({
    path: name.replace(/\*$/, ""),
    content,
    mode: name.endsWith("*") ? 0o755 : 0o644,
  }));
}

/** Compares as the command line would. */
export function compare(dir: string, files: readonly OutputFile[]): Comparison {
  return compareTree(readTree(dir, files), files, "lab");
}

/** Reads, compares and writes as the command line would. */
export function generate(
  dir: string,
  files: readonly OutputFile[],
  conflicts: "refuse" | "overwrite" = "refuse",
  disk: Disk = realDisk,
): Comparison {
  const comparison = compare(dir, files);
  writeTree(comparison, conflicts, disk);
  return comparison;
}

/** Writes a file as a user would, with its folders. */
export function put(dir: string, path: string, content: string): void {
  mkdirSync(dirname(join(dir, path)), { recursive: true });
  writeFileSync(join(dir, path), content);
}

/** What lies in `dir`, in the notation of `artifacts`; empty folders end in `/`, links in `@`. Without the manifest. */
export function contentsOf(dir: string): Readonly<Record<string, string>> {
  const contents: Record<string, string> = {};
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    const absolute = join(entry.parentPath, entry.name);
    const path = absolute.slice(dir.length + 1);
    if (path === manifestName) continue;
    if (entry.isDirectory()) {
      if (readdirSync(absolute).length === 0) contents[`${path}/`] = "";
    } else if (entry.isSymbolicLink()) {
      contents[`${path}@`] = readlinkSync(absolute);
    } else {
      const runnable = (statSync(absolute).mode & 0o100) !== 0;
      contents[runnable ? `${path}*` : path] = readFileSync(absolute, "utf8");
    }
  }
  return contents;
}

/** The paths of one of a comparison's lists. */
export function paths(changes: readonly { readonly path: string }[]): readonly string[] {
  return changes.map((change) => change.path);
}

/** The world error that `work` throws; anything else it does fails the test. */
export function worldErrorOf(work: () => unknown): { readonly line: string; readonly exitCode: number } {
  try {
    work();
  } catch (error) {
    if (error instanceof WorldError) return { line: error.message, exitCode: error.exitCode };
    throw error;
  }
  throw new Error("nothing was thrown");
}
