import type { InventoryDocument, Path } from "./document.ts";
import { NAMED_SECTIONS } from "./schema.ts";

/** What was cut out of an inventory's value so that the rest of it can be read. */
export interface Cuts {
  /** Entries that are gone, as `section/name`, and keys at the top of which nothing or not all is left. */
  readonly unread: Set<string>;
  /** By the path of a list: the indices that are gone, as they were written, the last one first. */
  readonly items: Map<string, number[]>;
}

/**
 * Cuts out what the mistake at `path` makes unreliable: the whole entry or section around it, for with a default in
 * the place of a misspelt value the rules would complain about things that nobody wrote. What must be there is empty
 * afterwards.
 */
export function cut(value: Record<string, unknown>, path: Path, cuts: Cuts): void {
  const section = String(path[0]);
  const entries = value[section];
  cuts.unread.add(path.length > 1 && isNamed(section) ? `${section}/${path[1]}` : section);
  if (path.length > 1 && Array.isArray(entries)) cutItem(value, path.slice(0, 2), cuts);
  else if (section === "name") value[section] = "unnamed";
  else if (!isNamed(section)) delete value[section];
  else if (path.length > 1 && isMap(entries)) delete entries[String(path[1])];
  else value[section] = {};
}

/** Cuts an item out of a list; `path` ends with its index in what is left of the list. */
export function cutItem(value: Record<string, unknown>, path: Path, { items }: Pick<Cuts, "items">): void {
  const list = path.slice(0, -1);
  const key = JSON.stringify(list);
  const index = Number(writtenPath(path, { items }).at(-1));
  const gone = items.get(key) ?? [];
  items.set(key, gone);
  gone.splice(gone.findLastIndex((other) => other > index) + 1, 0, index);
  const holder = list.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], value);
  if (Array.isArray(holder)) holder.splice(Number(path.at(-1)), 1);
}

/** The way to a part of what is left, as the user wrote it: items of lists that were cut out are counted again. */
export function writtenPath(path: Path, { items }: Pick<Cuts, "items">): Path {
  if (items.size === 0) return path;
  return path.map((step, depth) => {
    if (typeof step !== "number") return step;
    const gone = items.get(JSON.stringify(path.slice(0, depth))) ?? [];
    let index = step;
    for (let i = gone.length - 1; i >= 0 && (gone[i] ?? 0) <= index; i--) index++;
    return index;
  });
}

/** The document for somebody who only knows what is left of its value. */
export function withoutCuts(document: InventoryDocument, cuts: Pick<Cuts, "items">): InventoryDocument {
  return {
    ...document,
    valueSpan: (path) => document.valueSpan(writtenPath(path, cuts)),
    keySpan: (path) => document.keySpan(writtenPath(path, cuts)),
  };
}

/** Whether a value is a map of keys: not a list, and not one of the objects that YAML 1.1 makes of dates. */
export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function isNamed(section: string): boolean {
  return NAMED_SECTIONS.some((named) => named === section);
}
