import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Changes a text file as somebody with an editor would; a change that changes nothing is a mistake of the test. */
export function edit(folder: string, path: string, from: string | RegExp, to: string): void {
  const before = readFileSync(join(folder, path), "utf8");
  const after = before.replace(from, to);
  if (after === before) throw new Error(`${path} has no ${from}`);
  writeFileSync(join(folder, path), after);
}
