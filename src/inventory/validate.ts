import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { ShapeCode } from "./codes.ts";
import { type Cuts, cut, cutItem, isMap, writtenPath } from "./cut.ts";
import type { InventoryDocument } from "./document.ts";
import { badNames } from "./names.ts";
import { repeated } from "./repeated.ts";
import { type Inventory, inventorySchema } from "./schema.ts";
import { shapeMistakes } from "./shape-diagnostics.ts";

/** What could be read of an inventory: everything if `diagnostics` is empty. */
export interface Validated {
  readonly inventory: Inventory;
  readonly diagnostics: readonly Diagnostic[];
  /**
   * Entries that are there but could not be read, as `section/name`, and keys at the top: a reference to one, or what
   * only its default would make a mistake, is no further mistake.
   */
  readonly unread: ReadonlySet<string>;
  /** What was cut out of lists: needed to find the place of what is left in them. */
  readonly items: Cuts["items"];
}

/**
 * Document to Inventory. A mistake of shape does not hide the mistakes of meaning elsewhere: it is reported, what it
 * stands in is cut out, and what is left goes on to the rules. There is no inventory if that is nothing at all.
 */
export function validate(
  document: InventoryDocument,
): Validated | { readonly diagnostics: readonly Diagnostic[] } {
  if (!isMap(document.value)) {
    const span = document.keySpan([]);
    return {
      diagnostics: [
        {
          severity: "error",
          code: "not-a-map" satisfies ShapeCode,
          message:
            document.value === null ? "the inventory is empty" : "an inventory is a map of keys and values",
          span,
          help: "start with `name:`, `networks:`, `routers:`, `clusters:`, `pools:` and `services:`",
        },
      ],
    };
  }
  const value = structuredClone(document.value);
  const cuts: Cuts = { unread: new Set(), items: new Map() };
  const names = [...badNames(value, document)];
  const words = [...repeated(value, document)];
  // Backwards: a cut in a list moves what follows it.
  for (const { path } of words.toReversed()) cutItem(value, path, cuts);
  for (const { path } of names) cut(value, path, cuts);
  const diagnostics = [...names, ...words].map(({ diagnostic }) => diagnostic);
  // A second round finds what the cuts of the first left empty, which is no mistake of the user's.
  for (let round = 1; round <= MAX_ROUNDS; round++) {
    const result = inventorySchema.safeParse(value);
    if (result.success) return { inventory: result.data, diagnostics, ...cuts };
    const mistakes = shapeMistakes(result.error.issues, (path) => writtenPath(path, cuts), document);
    if (round === 1) for (const { diagnostic } of mistakes) diagnostics.push(diagnostic);
    for (const { path, meant } of mistakes.toReversed()) {
      cut(value, path, cuts);
      if (meant !== undefined && path.length === 1) cuts.unread.add(meant);
    }
  }
  throw new Error(`an inventory has mistakes of shape that cannot be cut out, ${MAX_ROUNDS} rounds long`);
}

/** Each round cuts at least one level deeper, and the language has fewer levels than this. */
const MAX_ROUNDS = 20;
