/** The way to a field: keys of maps, and numbers of entries in lists. */
export type FieldPath = readonly PropertyKey[];

/** A field as messages name it: "`spec.ports[0].nodePort`". */
export function fieldAt(path: FieldPath): string {
  if (path.length === 0) return "it";
  const words = path.map((step, index) =>
    typeof step === "number"
      ? `[${step}]`
      : /^[\w-]+$/.test(String(step))
        ? `${index === 0 ? "" : "."}${String(step)}`
        : `["${String(step)}"]`,
  );
  return `\`${words.join("").slice(0, LONGEST_PATH)}\``;
}

/** A key may be a megabyte long. */
const LONGEST_PATH = 200;
