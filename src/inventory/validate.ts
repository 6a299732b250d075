import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { InventoryDocument, Path } from "./document.ts";
import { badNames } from "./names.ts";
import { type Inventory, inventorySchema, NAMED_SECTIONS } from "./schema.ts";
import { shapeDiagnostics } from "./shape-diagnostics.ts";

/** What could be read of an inventory: everything if `diagnostics` is empty. */
export interface Validated {
  readonly inventory: Inventory;
  readonly diagnostics: readonly Diagnostic[];
  /** Names of entries that are there but could not be read, as `section/name`: a reference to one is no further mistake. */
  readonly unread: ReadonlySet<string>;
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
          code: "not-a-map",
          message:
            document.value === null ? "the inventory is empty" : "an inventory is a map of keys and values",
          span,
          help: "start with `name:`, `networks:`, `routers:`, `clusters:`, `pools:` and `services:`",
        },
      ],
    };
  }
  const diagnostics: Diagnostic[] = [];
  const unread = new Set<string>();
  const value = structuredClone(document.value);
  for (const { path, diagnostic } of badNames(value, document)) {
    diagnostics.push(diagnostic);
    cut(value, path, unread);
  }
  // Each round reports the mistakes that it finds and cuts them out, so there are at most as many rounds as levels.
  for (let first = true; ; first = false) {
    const result = inventorySchema.safeParse(value);
    if (result.success) return { inventory: result.data, diagnostics, unread };
    // A later round only finds what the cut itself left incomplete. Backwards: a cut in a list moves what follows it.
    if (first) diagnostics.push(...shapeDiagnostics(result.error.issues, document));
    for (const issue of result.error.issues.toReversed()) {
      const path = issue.path as Path;
      if (issue.code === "unrecognized_keys")
        for (const key of issue.keys) cut(value, [...path, key], unread);
      else cut(value, path, unread);
    }
  }
}

/** Removes what stands at `path`; if nothing stands there, what should have held it. The top level is filled in instead. */
function cut(value: Record<string, unknown>, path: Path, unread: Set<string>): void {
  const [section, name] = path;
  if (path.length > 1 && isMap(value[String(section)])) {
    if (!exists(value, path)) {
      cut(value, path.slice(0, -1), unread);
      return;
    }
    const holder = path
      .slice(0, -1)
      .reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], value);
    if (Array.isArray(holder)) holder.splice(Number(path.at(-1)), 1);
    else delete (holder as Record<string, unknown>)[String(path.at(-1))];
    if (path.length === 2) unread.add(`${section}/${name}`);
    return;
  }
  const key = String(section);
  if (key === "name") value[key] = "unnamed";
  else if (NAMED_SECTIONS.some((named) => named === key)) {
    value[key] = {};
    unread.add(key);
  } else delete value[key];
}

function exists(value: unknown, path: Path): boolean {
  let at: unknown = value;
  for (const step of path) {
    if ((!isMap(at) && !Array.isArray(at)) || !Object.hasOwn(at, step)) return false;
    at = (at as Record<string, unknown>)[step];
  }
  return true;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
