import { execFileSync } from "node:child_process";
import { expect } from "vitest";
import { compile } from "../../src/compile.ts";
import { renderDiagnostics } from "../../src/diagnostics/render.ts";
import type { OutputFile } from "../../src/render/output-file.ts";
import { EVERY_KEY } from "./every-key.ts";
import { expectDrawnWell } from "./refused.ts";
import { type ChangedLine, expectSameWords, expectSubstituted } from "./substitution.ts";

/** What no name, address or number may be, for what a shell, YAML, FRR, a file system or a terminal would make of it. */
export const NASTY_VALUES: readonly string[] = [
  ...["", "../x", "/etc/passwd", "$(touch pwned)", "'; `id`; '", 'a"\nb: "c', "a\n!\nrouter bgp 1"],
  ...["a\u001b[31m\u009bb\u202e", "\u0000", "\ud800", "__proto__"],
];

/**
 * Takes oddities in the place of `word`: each either stops the compilation with a message as it should be, or is in the
 * artifacts where the word was, and nothing else is different there. Gives those that were taken.
 */
export function taken(
  word: string,
  oddities: readonly string[],
  inventoryWith: (oddity: string) => string,
): readonly string[] {
  const changedLines: ChangedLine[] = [];
  const scripts: string[] = [];
  const passed = oddities.filter((oddity) => {
    const after = artifacts(inventoryWith(oddity));
    if (!after) return false;
    expectSubstituted(BEFORE, after, word, oddity, changedLines);
    scripts.push(...after.filter(({ path }) => path.endsWith(".sh")).map(({ content }) => content));
    return true;
  });
  if (passed.length > 0) {
    expectSameWords(changedLines);
    execFileSync("bash", ["--norc", "-n"], { input: scripts.join("\n") });
  }
  return passed;
}

/** The artifacts of an inventory, or undefined if it was refused with errors whose places are in the text. */
function artifacts(text: string): readonly OutputFile[] | undefined {
  const source = { name: "lab.yaml", text };
  const { plan, files, diagnostics } = compile(source);
  for (const { span } of diagnostics) {
    expect(span.start).toBeGreaterThanOrEqual(0);
    expect(span.end).toBeLessThanOrEqual(text.length);
  }
  expectDrawnWell(renderDiagnostics(diagnostics, source));
  if (plan) return files;
  expect(files).toEqual([]);
  expect(diagnostics.some(({ severity }) => severity === "error")).toBe(true);
  return undefined;
}

const BEFORE = artifacts(JSON.stringify(EVERY_KEY)) ?? [];
