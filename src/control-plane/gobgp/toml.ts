/** A table of TOML; what is undefined is left out. */
export interface TomlTable {
  readonly [key: string]: TomlValue;
}

type Scalar = string | number | boolean | readonly string[];
type TomlValue = Scalar | TomlTable | readonly TomlTable[] | undefined;

/** Tables as TOML text, each under its full name. Keys are plain words. */
export function toml(table: TomlTable): string {
  return `${[...lines(table, [])].join("\n").trim()}\n`;
}

function* lines(table: TomlTable, path: readonly string[]): Iterable<string> {
  const indent = path.length === 0 ? "" : "  ";
  for (const [key, value] of Object.entries(table)) {
    if (isScalar(value)) yield `${indent}${key} = ${scalar(value)}`;
  }
  for (const [key, value] of Object.entries(table)) {
    if (value === undefined || isScalar(value)) continue;
    const name = [...path, key].join(".");
    if (isList(value)) {
      for (const item of value)
        yield* [...(path.length < 2 ? [""] : []), `[[${name}]]`, ...lines(item, [...path, key])];
    } else {
      // A table that holds tables only needs no line of its own.
      if (Object.values(value).some(isScalar)) yield `[${name}]`;
      yield* lines(value, [...path, key]);
    }
  }
}

function isScalar(value: TomlValue): value is Scalar {
  return Array.isArray(value)
    ? value.every((item) => typeof item === "string")
    : value !== undefined && typeof value !== "object";
}

function isList(value: TomlTable | readonly TomlTable[]): value is readonly TomlTable[] {
  return Array.isArray(value);
}

function scalar(value: Scalar): string {
  if (typeof value === "string") return text(value);
  return Array.isArray(value) ? `[${value.map(text).join(", ")}]` : String(value);
}

/** JSON's strings are TOML's basic ones, but for what TOML does not take as it is. */
function text(value: string): string {
  return JSON.stringify(value).replace(/\u007f/g, "\\u007f");
}
