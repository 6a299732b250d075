import type { Manifest, ManifestEntry } from "./manifest.ts";
import { pathsProblem } from "./tree-path.ts";

/**
 * Reads a manifest, or says what is wrong with it as the end of a sentence. Nothing in it is taken on trust: it is
 * committed, merged by hand and copied about, and gen removes files because it lists them.
 */
export function parseManifest(text: string): Manifest | { readonly problem: string } {
  const value = parsedJson(text);
  if (value === undefined) return { problem: "is not JSON" };
  if (!isRecord(value)) return { problem: "is not a JSON object" };
  if (value["version"] !== 1) return { problem: "has a `version` other than 1" };
  if (typeof value["inventory"] !== "string") return { problem: "does not name its `inventory`" };
  if (!Array.isArray(value["files"])) return { problem: "has no list of `files`" };
  const files: readonly unknown[] = value["files"];
  const entries: ManifestEntry[] = [];
  for (const [index, file] of files.entries()) {
    if (!isEntry(file)) return { problem: `has a malformed entry: number ${index + 1} of \`files\`` };
    entries.push(file);
  }
  const problem = pathsProblem(entries.map((entry) => entry.path));
  if (problem !== undefined) return { problem: `lists a path that gen never writes: ${problem}` };
  return { text, files: new Map(entries.map((entry) => [entry.path, entry])) };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isEntry(value: unknown): value is ManifestEntry {
  return (
    isRecord(value) &&
    typeof value["path"] === "string" &&
    typeof value["sha256"] === "string" &&
    /^[0-9a-f]{64}$/.test(value["sha256"]) &&
    (value["mode"] === "0644" || value["mode"] === "0755")
  );
}
