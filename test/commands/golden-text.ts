import { readFileSync, writeFileSync } from "node:fs";
import { expect } from "vitest";

/** Compares with a text file of this folder. As for the trees, UPDATE_GOLDEN=1 writes it anew; the review is the git diff. */
export function expectGolden(text: string, file: string): void {
  const path = new URL(file, import.meta.url);
  if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(path, text);
  expect(text, "UPDATE_GOLDEN=1 writes it anew").toBe(readFileSync(path, "utf8"));
}
