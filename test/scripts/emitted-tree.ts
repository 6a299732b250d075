import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { compile } from "../../src/compile.ts";
import { renderDiagnostics } from "../../src/diagnostics/render.ts";
import type { Source } from "../../src/source/source.ts";

/** A folder with the tree of an inventory as gen makes it today, and room beside it. */
export interface EmittedTree {
  readonly folder: string;
  readonly tree: string;
  close(): void;
}

export function emittedTree(source: Source): EmittedTree {
  const { files, diagnostics } = compile(source);
  if (files.length === 0) throw new Error(renderDiagnostics(diagnostics, source));
  const folder = mkdtempSync(join(tmpdir(), "gen-scripts-"));
  const tree = join(folder, "tree");
  for (const { path, content, mode } of files) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), content, { mode });
  }
  return { folder, tree, close: () => rmSync(folder, { recursive: true, force: true }) };
}
