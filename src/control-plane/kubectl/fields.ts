import * as z from "zod";

/** A field that may be left out. The API server drops a null first, so null is left out, too. */
export function optional<T extends z.ZodType>(schema: T) {
  return schema.nullish().transform((value) => value ?? undefined);
}

/** A field that the API server fills in where it is left out. */
export function defaulted<T extends z.ZodType, D extends z.output<T>>(schema: T, value: D) {
  return schema.nullish().transform((given): z.output<T> => given ?? value);
}

/** A field of which nothing is looked at: it may hold anything, and may be left out. */
export const ANYTHING = z.unknown().optional();

/** A whole number within bounds, both inclusive. */
export function integer(minimum: number, maximum: number) {
  return z.int().min(minimum).max(maximum);
}

/** A map whose keys are free, such as labels. zod's own record loses a key named `__proto__`. */
export function textMap(check: (key: string, value: string) => string | undefined = () => undefined) {
  return z.looseObject({}, "must be a map of text").transform((map, context) => {
    const entries = Object.entries(map);
    for (const [key, value] of entries) {
      const message = typeof value === "string" ? check(key, value) : "must be text";
      if (message !== undefined) context.issues.push({ code: "custom", message, path: [key], input: value });
    }
    return Object.fromEntries(entries) as Readonly<Record<string, string>>;
  });
}

/** A list of maps in which no two entries have the same values of these keys (`x-kubernetes-list-type: map`). */
export function listMap<T extends z.ZodType>(entry: T, ...keys: readonly string[]) {
  return z.array(entry).superRefine((list, context) => {
    const seen = new Set<string>();
    for (const [index, item] of list.entries()) {
      const id = JSON.stringify(keys.map((key) => (item as Record<string, unknown>)[key]));
      const message = `has the same ${keys.join(" and ")} as an entry before it`;
      if (seen.has(id)) context.addIssue({ code: "custom", message, path: [index] });
      seen.add(id);
    }
  });
}

/** A field that another apiVersion of the kind has. */
export const ABSENT = z.undefined("is no field of this apiVersion").optional();

/** Text that a check finds nothing wrong with; `must` is what is said otherwise. */
export function text(is: (value: string) => boolean, must: string) {
  return z.string().refine(is, { error: must });
}
