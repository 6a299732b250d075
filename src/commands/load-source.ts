import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { WorldError } from "../output/world-error.ts";
import { decodeSource, MAX_SOURCE_BYTES } from "../source/decode.ts";
import type { Source } from "../source/source.ts";

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
  const path = find(inventory);
  const bytes = read(path);
  const decoded = decodeSource(bytes);
  if ("text" in decoded) return { source: { name: path, text: decoded.text }, diagnostics: [] };
  const { problem: code, message } = decoded;
  return {
    source: { name: path, text: "" },
    diagnostics: [{ severity: "error", code, message, span: { start: 0, end: 0 } }],
  };
}

function find(inventory: string): string {
  if (existsSync(inventory)) return inventory;
  const places = [inventory];
  if (basename(inventory) === inventory) {
    const shipped = join("inventories", inventory);
    if (existsSync(shipped)) return shipped;
    places.push(shipped);
  }
  throw new WorldError(3, `there is no inventory ${places.map((place) => `\`${place}\``).join(" or ")}`);
}

function read(path: string): Uint8Array {
  try {
    const stats = statSync(path);
    if (stats.isDirectory()) throw new WorldError(3, `\`${path}\` is a folder, and an inventory is a file`);
    // The size decides before memory is spent on it; one byte too many is enough to say so.
    if (stats.size > MAX_SOURCE_BYTES)
      return new Uint8Array(stats.size > 1e9 ? MAX_SOURCE_BYTES + 1 : stats.size);
    return readFileSync(path);
  } catch (error) {
    if (error instanceof WorldError) throw error;
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new WorldError(3, `\`${path}\` cannot be read (${code})`);
  }
}
