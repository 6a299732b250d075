import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** Folders of Docker's data that make an image: what it knows of it, and the files of its layers. */
export const IMAGE_DATA = ["image", "overlay2"];

/**
 * Gives an engine the prepared images. Files of layers are linked, not copied: a container's writes go to a layer of its
 * own, and Docker replaces or removes a file of a layer but never writes into it.
 */
export async function copyPreparedData(prepared: string, engineFolder: string): Promise<void> {
  const data = join(engineFolder, "data");
  copy("--archive", join(prepared, "image"), data);
  copy("--archive", "--link", join(prepared, "overlay2"), data);
}

function copy(...words: readonly string[]): void {
  const target = words.at(-1) ?? "";
  spawnSync("mkdir", ["-p", target]);
  const { status, stderr } = spawnSync("cp", words, { encoding: "utf8" });
  if (status !== 0) throw new Error(`cp ends with ${status}: ${stderr}`);
}
