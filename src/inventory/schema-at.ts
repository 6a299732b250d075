import type { Path } from "./document.ts";
import { inventorySchema } from "./schema.ts";

/** The keys that the language has at a path; none where it has no map of fixed keys. */
export function keysAt(path: Path): readonly string[] {
  return Object.keys(schemaAt(path)?.def.shape ?? {});
}

/** Whether the language has a list at a path. */
export function isListAt(path: Path): boolean {
  return schemaAt(path)?.def.type === "array";
}

/** What the language says about the value at a path: the description that editors show. */
export function descriptionAt(path: Path): string | undefined {
  return schemaAt(path.slice(0, -1))?.def.shape?.[String(path.at(-1))]?.meta?.()?.["description"] as
    string | undefined;
}

/** What is used of zod's own description of a schema. */
interface Described {
  readonly meta?: () => Record<string, unknown> | undefined;
  readonly def: {
    readonly type: string;
    readonly innerType?: Described;
    readonly shape?: Readonly<Record<string, Described>>;
    readonly valueType?: Described;
  };
}

function schemaAt(path: Path): Described | undefined {
  let at: Described | undefined = inventorySchema as unknown as Described;
  for (const step of path) {
    const { shape, valueType }: Described["def"] = at.def;
    const next: Described | undefined = shape && Object.hasOwn(shape, step) ? shape[step] : valueType;
    if (!next) return undefined;
    at = unwrapped(next);
  }
  return at;
}

/** Without `optional()`. */
function unwrapped(schema: Described): Described {
  let at = schema;
  while (at.def.innerType) at = at.def.innerType;
  return at;
}
