import { execFileSync } from "node:child_process";
import { expect } from "vitest";
import { parseAllDocuments } from "yaml";
import type { OutputFile } from "../../src/render/output-file.ts";

/**
 * Says what is odd about artifacts in which a word was replaced by another, by what each reader of them would see: the
 * YAML values, the words of each line of shell, the lines of everything else must be those of before with the one word
 * for the other, and nothing may be more or less. `changedLines` collects the lines of shell for wordsAreRight().
 */
export function expectSubstituted(
  before: readonly OutputFile[],
  after: readonly OutputFile[],
  word: string,
  other: string,
  changedLines: ChangedLine[],
): void {
  const replaced = (text: string) => text.replaceAll(word, () => other);
  const replacedInJson = (value: unknown) =>
    JSON.stringify(value).replaceAll(word, () => JSON.stringify(other).slice(1, -1));
  expect(after.map(({ path }) => path)).toEqual(before.map(({ path }) => replaced(path)));
  for (const [index, { path, content }] of after.entries()) {
    expect(path).toMatch(/^(?!\.\.?\/)[a-zA-Z0-9.][a-zA-Z0-9.-]*(\/[a-zA-Z0-9][a-zA-Z0-9.-]*)*$/);
    const former = before[index]?.content ?? "";
    if (!former.includes(word)) expect(content, path).toBe(former);
    else if (path.endsWith(".yaml")) {
      const wanted = JSON.parse(replacedInJson(yamlValues(former, "1.2")));
      expect(yamlValues(content, "1.1"), path).toEqual(wanted);
      expect(yamlValues(content, "1.2"), path).toEqual(wanted);
    } else if (path.endsWith(".json")) {
      expect(JSON.parse(content), path).toEqual(JSON.parse(replacedInJson(JSON.parse(former))));
    } else if (path.endsWith(".sh")) {
      const lines = content.split("\n");
      const formerLines = former.split("\n");
      expect(lines.length, path).toBe(formerLines.length);
      for (const [at, line] of lines.entries()) {
        const formerLine = formerLines[at] ?? "";
        if (!formerLine.includes(word)) expect(line, path).toBe(formerLine);
        else if (formerLine.startsWith("#")) expect(line, path).toBe(replaced(formerLine));
        else changedLines.push({ line, former: formerLine, replaced });
      }
    } else if (path.endsWith(".md")) expect(shown(content), path).toBe(shown(replaced(former)));
    else expect(content, path).toBe(replaced(former));
  }
}

/** A line of shell with the word replaced, and the line that it was. */
export interface ChangedLine {
  readonly line: string;
  readonly former: string;
  readonly replaced: (text: string) => string;
}

/** That bash sees in each line the words of before, with the one for the other. One bash for all of them. */
export function expectSameWords(changed: readonly ChangedLine[]): void {
  const words = bashWords(changed.map(({ line }) => line));
  const former = bashWords(changed.map(({ former }) => former));
  for (const [index, { line, replaced }] of changed.entries())
    expect(words[index], line).toEqual(former[index]?.map(replaced));
}

const END = "\u0001";

function bashWords(lines: readonly string[]): readonly (readonly string[])[] {
  const input = lines.map((line) => `printf '%s\\0' ${line} '${END}'\n`).join("");
  const printed = execFileSync("bash", ["--norc"], { encoding: "utf8", input, maxBuffer: 1e8 });
  return printed
    .split(`${END}\0`)
    .slice(0, -1)
    .map((line) => line.split("\0").slice(0, -1));
}

const known = new Map<string, unknown>();

/** The values of a file, which may be asked for a hundred times. */
function yamlValues(text: string, version: "1.1" | "1.2"): unknown {
  const key = version + text;
  if (!known.has(key))
    known.set(
      key,
      parseAllDocuments(text, { version }).map((document) => document.toJS()),
    );
  return known.get(key);
}

/** What a reader of Markdown sees, however wide the columns are. */
function shown(markdown: string): string {
  const plain = markdown.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code));
  return plain.replace(/ +/g, " ").replace(/-{3,}/g, "---");
}
