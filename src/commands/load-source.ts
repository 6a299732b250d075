import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { asWorldError } from "../output/as-world-error.ts";
import { WorldError } from "../output/world-error.ts";
import { decodeSource, MAX_SOURCE_BYTES } from "../source/decode.ts";
import type { Source } from "../source/source.ts";
import { findInventory } from "./find-inventory.ts";

/** An inventory's text under the name by which it was found, and what kept it from being read as text. */
export interface Loaded {
  readonly source: Source;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads an inventory. A bare file name is looked for in the working folder, then in `inventories/`. Throws a world
 * error if there is no such file or it cannot be read.
 */
export function loadSource(inventory: string): Loaded {
  const name = findInventory(inventory);
  const decoded = decodeSource(read(name));
  const source = { name, text: decoded.text };
  if (!("problem" in decoded)) return { source, diagnostics: [] };
  const { problem: code, message, help, text } = decoded;
  const span = { start: text.length, end: text.length };
  return { source, diagnostics: [{ severity: "error", code, message, span, help }] };
}

function read(path: string): Uint8Array {
  try {
    return killable(() => withFile(path, (file) => upTo(MAX_SOURCE_BYTES + 1, file)));
  } catch (error) {
    throw asWorldError("read", Object.assign(error as Error, { path }));
  }
}

/** A pipe may keep us waiting inside a call in which no handler of ours is heard: meanwhile Ctrl-C simply kills. */
function killable<T>(work: () => T): T {
  const handlers = process.listeners("SIGINT");
  process.removeAllListeners("SIGINT");
  try {
    return work();
  } finally {
    for (const handler of handlers) process.on("SIGINT", handler);
  }
}

function withFile<T>(path: string, work: (file: number) => T): T {
  const file = openSync(path, "r");
  try {
    if (fstatSync(file).isDirectory())
      throw new WorldError(3, `\`${path}\` is a folder, and an inventory is a file`);
    return work(file);
  } finally {
    closeSync(file);
  }
}

/** At most `limit` bytes: how much there is in a pipe or in /dev/zero is known no sooner. */
function upTo(limit: number, file: number): Uint8Array {
  const size = fstatSync(file).size;
  let bytes = Buffer.allocUnsafe(size > 0 && size < limit ? size + 1 : limit);
  for (let length = 0; ;) {
    const count = readSync(file, bytes, length, bytes.length - length, null);
    length += count;
    if (count === 0 || length === limit) return bytes.subarray(0, length);
    if (length === bytes.length) bytes = Buffer.concat([bytes], limit);
  }
}
