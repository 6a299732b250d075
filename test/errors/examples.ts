import { readdirSync, readFileSync } from "node:fs";
import { compile } from "../../src/compile.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { decodeSource, MAX_SOURCE_BYTES } from "../../src/source/decode.ts";
import type { Source } from "../../src/source/source.ts";

/** An inventory with one kind of mistake, and what gen says about it. */
export interface Example {
  readonly code: string;
  readonly source: Source;
  readonly diagnostics: readonly Diagnostic[];
}

/** Where the golden message of an example is. */
export function goldenOf(code: string): string {
  return `${FOLDER}${code}.txt`;
}

/** Codes that have a golden message. */
export function goldens(): readonly string[] {
  return named(".txt");
}

/** Every example: those of the folder, and those whose bytes are no text. */
export function examples(): readonly Example[] {
  return [...Object.keys(BYTES), ...named(".yaml")].sort().map(exampleOf);
}

/** The example of a code. */
export function exampleOf(code: string): Example {
  const name = `${code}.yaml`;
  const decoded = decodeSource(BYTES[code] ?? readFileSync(`${FOLDER}${name}`));
  const source = { name, text: decoded.text };
  if (!("problem" in decoded)) return judged(code, source);
  // As the command line does it (commands/load-source.ts).
  const { problem, message, help, text } = decoded;
  const span = { start: text.length, end: text.length };
  return { code, source, diagnostics: [{ severity: "error", code: problem, message, span, help }] };
}

/** What gen says about a source. */
export function judged(code: string, source: Source): Example {
  return { code, source, diagnostics: compile(source).diagnostics };
}

const FOLDER = new URL("./", import.meta.url).pathname;

/** A word in Latin-1 (`name: büro`), and a log that was mistaken for an inventory. */
const BYTES: Readonly<Record<string, Uint8Array>> = {
  "not-utf8": Buffer.from("name: b\u00fcro\n", "latin1"),
  "too-large": new Uint8Array(MAX_SOURCE_BYTES + 1).fill(0x20),
};

function named(ending: string): readonly string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length));
}
