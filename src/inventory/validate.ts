import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { ShapeCode } from "./codes.ts";
import { type Cuts, cut, isMap, writtenPath } from "./cut.ts";
import type { InventoryDocument, Path } from "./document.ts";
import { badNames } from "./names.ts";
import { repeated } from "./repeated.ts";
import { type Inventory, inventorySchema } from "./schema.ts";
import { shapeDiagnostics } from "./shape-diagnostics.ts";

/** What could be read of an inventory: everything if `diagnostics` is empty. */
export interface Validated {
  readonly inventory: Inventory;
  readonly diagnostics: readonly Diagnostic[];
  /** Names of entries that are there but could not be read, as `section/name`: a reference to one is no further mistake. */
  readonly unread: ReadonlySet<string>;
  /** What was cut out of lists: needed to find the place of what is left in them. */
  readonly items: Cuts["items"];
}

/**
 * Document to Inventory. A mistake of shape does not hide the mistakes of meaning elsewhere: the part that is wrong is
 * reported and cut out, and what is left goes on to the rules. Returns undefined if nothing is left to look at.
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
  const diagnostics: Diagnostic[] = [];
  const cuts: Cuts = { unread: new Set(), items: new Map() };
  const value = structuredClone(document.value);
  // Backwards: a cut in a list moves what follows it.
  for (const { path, diagnostic } of [...badNames(value, document), ...repeated(value, document)].reverse()) {
    diagnostics.push(diagnostic);
    cut(value, path, cuts);
  }
  // Each round reports the mistakes that it finds and cuts them out, so there are at most as many rounds as levels.
  for (let round = 1; ; round++) {
    const result = inventorySchema.safeParse(value);
    if (result.success) return { inventory: result.data, diagnostics, ...cuts };
    const issues = result.error.issues.map((issue) => ({ issue, path: issue.path as Path }));
    // A later round only finds what the cut itself left incomplete.
    if (round === 1) {
      for (const { issue, path } of issues)
        for (const found of shapeDiagnostics(issue, writtenPath(path, cuts), document)) diagnostics.push(found);
    }
    for (const { issue, path } of issues.toReversed()) {
      if (issue.code !== "unrecognized_keys") cut(value, path, cuts);
      else for (const key of issue.keys) cut(value, [...path, key], cuts);
    }
  }
}
