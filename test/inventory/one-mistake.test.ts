import { describe, expect, it } from "vitest";
import { keysAt } from "../../src/inventory/schema-at.ts";
import { RICH } from "../network/rich-inventory.ts";
import { errorsOf } from "./errors-of.ts";

type Json = Record<string, unknown>;
type Path = readonly string[];

/** Where the language has a key: names of entries and words of lists are no keys. */
const KEYS = pathsIn(RICH).filter((path) => keysAt(path.slice(0, -1)).includes(path.at(-1) ?? ""));

/** The inventory with the key at a path called otherwise, or with another value. */
function changed(path: Path, key: string, value?: unknown): string {
  const copy = structuredClone<Json>(RICH);
  const holder = path.slice(0, -1).reduce<Json>((at, step) => at[step] as Json, copy);
  const entries = Object.entries(holder);
  for (const name of Object.keys(holder)) delete holder[name];
  for (const [name, old] of entries)
    if (name === path.at(-1)) holder[key] = value === undefined ? old : value;
    else holder[name] = old;
  return JSON.stringify(copy, null, 2);
}

describe("whichever key of a rich inventory is misspelt", () => {
  it.each(KEYS.map((path) => [path.join("."), path] as const))(
    "%s: that alone is reported, with the right word",
    (_name, path) => {
      const key = path.at(-1) ?? "";
      const typo = `${key.slice(0, -1)}${key.slice(-1) === "x" ? "y" : "x"}`;
      expect(errorsOf(changed(path, typo))).toMatchObject([
        { code: "unknown-key", at: `"${typo}"`, help: `did you mean \`${key}\`?` },
      ]);
    },
  );
});

describe("whichever value of a rich inventory is of another type", () => {
  it.each(KEYS.map((path) => [path.join("."), path] as const))(
    "%s: that alone is reported, at its place",
    (_name, path) => {
      const key = path.at(-1) ?? "";
      expect(errorsOf(changed(path, key, false))).toMatchObject([{ at: "false" }]);
      expect(errorsOf(changed(path, key, null))).toMatchObject([{ at: "null" }]);
    },
  );
});

function pathsIn(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, child]) => [[...path, key], ...pathsIn(child, [...path, key])]);
}
