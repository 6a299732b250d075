/** Wide enough for one entry of a list on a line, so that a change of one thing is a change of one line. */
export const JSON_WIDTH = 320;

/**
 * A value as JSON, laid out as prettier would at that width, which a test asks: on one line what fits there, else an
 * entry on each line, and so wherever a list has several entries that are lists or objects of several entries
 * themselves. Throws at what JSON has no text for.
 */
export function jsonText(value: unknown): string {
  return layOut(value, "", 0);
}

/** `taken`: the columns on the value's own line that its key and a comma have. */
function layOut(value: unknown, indent: string, taken: number): string {
  const line = onOneLine(value);
  if (line !== undefined && (!isHolder(value) || indent.length + taken + line.length <= JSON_WIDTH))
    return line;
  const inner = `${indent}  `;
  const parts = Array.isArray(value)
    ? value.map((part) => ({ key: "", part }))
    : Object.entries(value as object).map(([name, part]) => ({ key: `${JSON.stringify(name)}: `, part }));
  const lines = parts.map(({ key, part }, at) => {
    const comma = at < parts.length - 1 ? "," : "";
    return `\n${inner}${key}${layOut(part, inner, key.length + comma.length)}${comma}`;
  });
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${open}${lines.join("")}\n${indent}${close}`;
}

/** Undefined: it belongs on several lines, however short it is. */
function onOneLine(value: unknown): string | undefined {
  if (!isHolder(value)) return scalar(value);
  const isList = Array.isArray(value);
  if (isList && value.length > 1 && haveSeveralEntries(value)) return undefined;
  const parts: string[] = [];
  for (const [name, part] of Object.entries(value)) {
    const line = onOneLine(part);
    if (line === undefined) return undefined;
    parts.push(isList ? line : `${JSON.stringify(name)}: ${line}`);
  }
  if (isList) return `[${parts.join(", ")}]`;
  return parts.length > 0 ? `{ ${parts.join(", ")} }` : "{}";
}

function haveSeveralEntries(values: readonly unknown[]): boolean {
  const areLists = Array.isArray(values[0]);
  return values.every(
    (value) => isHolder(value) && Array.isArray(value) === areLists && Object.keys(value).length > 1,
  );
}

function isHolder(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function scalar(value: unknown): string {
  const known =
    typeof value === "string" ||
    typeof value === "boolean" ||
    (typeof value === "number" && Number.isSafeInteger(value));
  if (!known) throw new Error(`a template prints a value of type ${typeof value}, which is no text`);
  return JSON.stringify(value);
}
