import type { Manifest } from "./manifest.ts";
import { parseManifest } from "./parse-manifest.ts";
import { readPlainFile } from "./plain-file.ts";
import { manifestName } from "./tree-path.ts";
import { WorldError } from "./world-error.ts";

/** The manifest of the tree at `dir`, or undefined if it has none; a world error if it cannot be trusted. */
export function readManifest(dir: string): Manifest | undefined {
  return readAs(
    `${dir}/${manifestName}`,
    "restore it from version control, or delete it and run gen again: gen then asks before it overwrites",
  );
}

/** A manifest-to-be that a run left in its staging folder; a world error if it is there and damaged. */
export function readJournal(path: string): Manifest | undefined {
  return readAs(path, "look whether anything in its folder is yours, delete the folder and run gen again");
}

function readAs(path: string, advice: string): Manifest | undefined {
  const file = readPlainFile(path);
  if (file === undefined) return undefined;
  const manifest = parseManifest(file.content.toString());
  if ("problem" in manifest) throw new WorldError(1, `\`${path}\` ${manifest.problem}; ${advice}`);
  return manifest;
}
