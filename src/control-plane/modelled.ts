import { quoted } from "../diagnostics/quoted.ts";
import { type FieldPath, fieldAt } from "./field-path.ts";

/** What the model understands of a value, as sentences on what it does not: "`affinity` is not rehearsed". */
export type Modelled = (value: unknown, path?: FieldPath) => readonly string[];

/** Understood, or of no account, whatever it is. */
export const ANY: Modelled = () => [];

/** Understood if it is one of these; `undefined` stands for a field that is not there. */
export function only(...values: readonly unknown[]): Modelled {
  return where((value) => values.includes(value));
}

/** Understood if a test says so. */
export function where(is: (value: unknown) => boolean): Modelled {
  return (value, path = []) => (is(value ?? undefined) ? [] : [sentence(value ?? undefined, path)]);
}

/** A list of which each entry is looked at. */
export function each(entry: Modelled): Modelled {
  return (value, path = []) =>
    Array.isArray(value) ? value.flatMap((item: unknown, index) => entry(item, [...path, index])) : [];
}

/** A map with these fields; one that is not among them is not understood, unless nothing is in it. */
export function fields(known: Readonly<Record<string, Modelled>>): Modelled {
  return (value, path = []) => {
    const map = isMap(value) ? value : {};
    const unknown = Object.entries(map).filter(
      ([key, given]) => !Object.hasOwn(known, key) && !isEmpty(given),
    );
    return [
      ...Object.entries(known).flatMap(([key, field]) =>
        field(Object.hasOwn(map, key) ? map[key] : undefined, [...path, key]),
      ),
      ...unknown.map(([key]) => `${fieldAt([...path, key])} is not rehearsed`),
    ];
  };
}

/** A map whose keys alone matter, such as annotations. */
export function keys(is: (key: string) => boolean): Modelled {
  return (value, path = []) =>
    Object.keys(isMap(value) ? value : {})
      .filter((key) => !is(key))
      .map((key) => `${fieldAt([...path, key])} is not rehearsed`);
}

function sentence(value: unknown, path: FieldPath): string {
  const field = fieldAt(path);
  if (value === undefined) return `${field} is missing, and its default is not rehearsed`;
  if (typeof value === "object") return `${field} is not rehearsed with what it holds`;
  return `${field} is not rehearsed with the value ${quoted(String(value))}`;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isEmpty(value: unknown): boolean {
  return value === null || (typeof value === "object" && Object.keys(value).length === 0);
}
