import fc from "fast-check";
import { RICH, SHAPELY } from "./rich-inventory.ts";

type Json = Record<string, unknown>;

const edit = fc.record({
  kind: fc.constantFrom("value", "value", "value", "value", "drop-key", "drop-entry", "copy-entry"),
  at: fc.nat(),
  pick: fc.nat(),
});
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

/** Inventories of the right shape that mean something odd: what the rules must catch before the plan stumbles over it. */
export const oddMeaning: fc.Arbitrary<Json> = fc
  .array(edit, { minLength: 1, maxLength: 4 })
  .map((edits) => edits.reduce<Json>(apply, structuredClone<Json>(RICH)));

function apply(inventory: Json, { kind, at, pick }: Edit): Json {
  if (kind === "drop-entry" || kind === "copy-entry") return editEntry(inventory, kind, at, pick);
  const leaves = Object.values(inventory).flatMap((section) => [...leavesOf(section as Json)]);
  const leaf = leaves[at % leaves.length];
  if (!leaf) return inventory;
  const [holder, key] = leaf;
  const values = SHAPELY[key] ?? [];
  if (kind === "drop-key") delete holder[key];
  else holder[key] = structuredClone(values[pick % values.length]);
  return inventory;
}

/** Names that something else has, or would like to have. */
const NAMES = ["zx", "c1-worker", "c2-control-plane", "r1", "host", "kubernetes", "n".repeat(30)];

function editEntry(inventory: Json, kind: string, at: number, pick: number): Json {
  const entries = ["networks", "routers", "clusters", "pools", "services", "clients"].flatMap((section) => {
    const holder = inventory[section] as Json;
    return Object.keys(holder).map((name) => ({ holder, name }));
  });
  const entry = entries[at % Math.max(1, entries.length)];
  if (!entry) return inventory;
  const { holder, name } = entry;
  if (kind === "drop-entry") delete holder[name];
  else holder[NAMES[pick % NAMES.length] ?? "zx"] = structuredClone(holder[name]);
  return inventory;
}

/** Every key with a table of values, and what holds it. */
function* leavesOf(holder: Json): Generator<readonly [Json, string]> {
  if (typeof holder !== "object") return;
  for (const [key, value] of Object.entries(holder)) {
    const inner = typeof value === "object" && value !== null && !Array.isArray(value);
    if (SHAPELY[key] && !(inner && "subnet" in value)) yield [holder, key];
    if (inner) yield* leavesOf(value as Json);
  }
}
