import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Source } from "../../src/source/source.ts";

/** An inventory with a committed tree: a shipped one with its out/, or a small one of this folder. */
export interface GoldenInventory {
  readonly name: string;
  readonly source: Source;
  /** Where its tree is. */
  readonly tree: string;
}

/** All of them, read from disk. */
export const GOLDEN_INVENTORIES: readonly GoldenInventory[] = [
  ...inventoriesIn("inventories", "out"),
  ...inventoriesIn("test/golden", "test/golden"),
];

export function goldenInventory(name: string): GoldenInventory {
  const found = GOLDEN_INVENTORIES.find((inventory) => inventory.name === name);
  if (!found) throw new Error(`there is no golden inventory ${name}`);
  return found;
}

function inventoriesIn(folder: string, trees: string): readonly GoldenInventory[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(".yaml"));
  return files.map((file) => {
    const name = basename(file, ".yaml");
    const path = join(folder, file);
    return { name, source: { name: path, text: readFileSync(path, "utf8") }, tree: join(trees, name) };
  });
}
