import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

export interface SourceFile {
  /** Relative to the repository, in POSIX form. */
  readonly path: string;
  readonly text: string;
  /** What it imports: files as paths like its own, packages by name. */
  readonly imports: readonly string[];
}

/** Every TypeScript file of src/, with its imports, types and lazy ones included. */
export const SOURCES: readonly SourceFile[] = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts") && !path.endsWith(".d.ts"))
  .map((path) => {
    const text = readFileSync(join("src", path), "utf8");
    return { path: `src/${path}`, text, imports: importsOf(join("src", path), text) };
  });

function importsOf(path: string, text: string): readonly string[] {
  // A static import or export ends its statement in `from "..."` and a lazy one is `import("...")`, on one line each.
  const specifiers = [
    ...text.matchAll(/^(?:(?:import|export)\b.*|\}) from "([^"\n]+)";|\bimport\("([^"\n]+)"\)/gm),
  ].map((match) => match[1] ?? match[2] ?? "");
  return specifiers.map((specifier) =>
    specifier.startsWith(".") ? normalize(join(dirname(path), specifier)) : specifier,
  );
}
