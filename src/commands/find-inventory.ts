import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { closest } from "../diagnostics/closest.ts";
import { WorldError } from "../output/world-error.ts";

/** Where a bare file name is looked for after the working folder. */
export const SHIPPED = "inventories";

/** The path of an inventory as the user named it; a world error that proposes one if there is no such file. */
export function findInventory(inventory: string): string {
  if (existsSync(inventory)) return inventory;
  const places = [inventory];
  if (basename(inventory) === inventory) {
    const shipped = join(SHIPPED, inventory);
    if (existsSync(shipped)) return shipped;
    places.push(shipped);
  }
  const meant = namesake(basename(inventory), [...yamlFiles("."), ...yamlFiles(SHIPPED)]);
  const help = meant === undefined ? "" : `; did you mean \`${meant}\`?`;
  throw new WorldError(
    3,
    `there is no inventory ${places.map((place) => `\`${place}\``).join(" or ")}${help}`,
  );
}

function namesake(name: string, files: readonly string[]): string | undefined {
  return files.find((file) => file.replace(/\.ya?ml$/, "") === name) ?? closest(name, files);
}

/** The YAML files of a folder, the shortest name first; none where the folder cannot be read, for it only serves proposals. */
export function yamlFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((file) => /\.ya?ml$/.test(file))
      .sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  } catch {
    return [];
  }
}
