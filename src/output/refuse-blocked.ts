import { foldersOf } from "./tree-path.ts";
import { WorldError } from "./world-error.ts";

/**
 * Stops the run if something that is not gen's stands where a wanted file needs a folder, or the other way round. No
 * --force gets past this: gen would have to move somebody's files.
 */
export function refuseBlocked(dir: string, wanted: ReadonlySet<string>, foreign: readonly string[]): void {
  const folders = foldersOf(wanted);
  for (const path of foreign) {
    if (folders.has(path)) {
      throw new WorldError(
        1,
        `\`${dir}/${path}\` is not of gen's making, and gen needs a folder there: move it away`,
      );
    }
    for (const folder of foldersOf([path])) {
      if (!wanted.has(folder)) continue;
      throw new WorldError(
        1,
        `\`${dir}/${folder}\` holds \`${path}\`, which is not of gen's making, and gen needs a file there: move it away`,
      );
    }
  }
}
