import type { InventoryDocument, Path } from "../inventory/document.ts";
import type { Reference } from "./network.ts";

/** Looks names up and remembers each look, so that one rule can report the unknown ones. */
export interface ReferenceTable<T> {
  readonly all: readonly Reference[];
  /** The thing called `name`; `path` is where the name was used, as a value or as a key. */
  find(name: string, path: Path, place?: "key"): T | undefined;
}

/** A table over the things of one kind; `unread` has those that are there but could not be read. */
export function referenceTable<T extends { readonly name: string }>(
  kind: Reference["kind"],
  things: readonly T[],
  unread: ReadonlySet<string>,
  document: InventoryDocument,
): ReferenceTable<T> {
  const byName = new Map(things.map((thing) => [thing.name, thing]));
  const candidates = [...byName.keys()];
  const all: Reference[] = [];
  return {
    all,
    find(name, path, place) {
      const thing = byName.get(name);
      // Something that is there but could not be read has its own message already.
      const known = thing !== undefined || unread.has(`${kind}s`) || unread.has(`${kind}s/${name}`);
      const span = () => (place === "key" ? document.keySpan(path) : document.valueSpan(path));
      all.push({ kind, name, known, candidates, span });
      return thing;
    },
  };
}
