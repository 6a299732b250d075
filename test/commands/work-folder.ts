import { chmodSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll } from "vitest";

const folders: string[] = [];

/** A working folder of a newcomer: inventories/ and nothing else. Gone when the tests of the file have ended. */
export function workFolder(): string {
  const folder = freshFolder();
  cpSync(resolve("inventories"), join(folder, "inventories"), { recursive: true });
  return folder;
}

/** An empty folder that everybody may read. Gone when the tests of the file have ended. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "gen-commands-"));
  chmodSync(folder, 0o755);
  folders.push(folder);
  return folder;
}

afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
