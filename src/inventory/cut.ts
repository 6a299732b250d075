import type { InventoryDocument, Path } from "./document.ts";
import { NAMED_SECTIONS } from "./schema.ts";

/** What was cut out of an inventory's value so that the rest of it can be read. */
export interface Cuts {
  /** Names of entries that are gone, as `section/name`, and sections that are gone as a whole. */
  readonly unread: Set<string>;
  /** By the path of a list: the indices that are gone, as they were written, the last one first. */
  readonly items: Map<string, number[]>;
}

/** Removes what stands at `path`; if nothing stands there, what should have held it. The top level is filled in instead. */
export function cut(value: Record<string, unknown>, path: Path, cuts: Cuts): void {
  const [section, name] = path;
  if (path.length > 1 && isMap(value[String(section)])) {
    if (!exists(value, path)) {
      cut(value, path.slice(0, -1), cuts);
      return;
    }
    if (path.length === 2) cuts.unread.add(`${section}/${name}`);
    remove(value, path, cuts);
    return;
  }
  const key = String(section);
  if (path.length === 2 && Array.isArray(value[key])) remove(value, path, cuts);
  else if (key === "name") value[key] = "unnamed";
  else if (NAMED_SECTIONS.some((named) => named === key)) {
    value[key] = {};
    cuts.unread.add(key);
  } else delete value[key];
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

function remove(value: unknown, path: Path, { items }: Cuts): void {
  const list = path.slice(0, -1);
  const holder = list.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], value);
  const last = path.at(-1) ?? "";
  if (!Array.isArray(holder)) {
    delete (holder as Record<string, unknown>)[last];
    return;
  }
  const key = JSON.stringify(list);
  const index = Number(writtenPath(path, { items }).at(-1));
  const gone = items.get(key) ?? [];
  items.set(key, gone);
  gone.splice(gone.findLastIndex((other) => other > index) + 1, 0, index);
  holder.splice(Number(last), 1);
}

function exists(value: unknown, path: Path): boolean {
  let at: unknown = value;
  for (const step of path) {
    if ((!isMap(at) && !Array.isArray(at)) || !Object.hasOwn(at, step)) return false;
    at = (at as Record<string, unknown>)[step];
  }
  return true;
}
