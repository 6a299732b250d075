import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { quoted } from "../diagnostics/quoted.ts";
import type { ShapeCode } from "./codes.ts";
import { isMap } from "./cut.ts";
import type { InventoryDocument, Path } from "./document.ts";
import { NAMED_SECTIONS } from "./schema.ts";
import { NAME } from "./values.ts";

/**
 * Keys that are no names. Looked up on the document's own keys and not by zod, whose records drop a `__proto__`
 * without a word: a name becomes a folder, a container, a Kubernetes object and a word of a router's CLI.
 */
export function* badNames(
  value: Record<string, unknown>,
  document: InventoryDocument,
): Generator<{ readonly path: Path; readonly diagnostic: Diagnostic }> {
  for (const path of protoKeys(value, [])) yield { path, diagnostic: badName(path, document) };
  for (const section of NAMED_SECTIONS) {
    const entries = value[section];
    if (!isMap(entries)) continue;
    for (const name of Object.keys(entries)) {
      if (NAME.test(name) || name === "__proto__") continue;
      yield { path: [section, name], diagnostic: badName([section, name], document) };
    }
  }
}

function badName(path: Path, document: InventoryDocument): Diagnostic {
  const name = String(path.at(-1));
  const better = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[-0-9]+|-$/g, "");
  return {
    severity: "error",
    code: "bad-name" satisfies ShapeCode,
    message: `${quoted(name)} cannot be a name`,
    span: document.keySpan(path),
    help: `a name has 1 to 63 lower-case letters, digits and hyphens, begins with a letter and ends with no hyphen (RFC 1035)${NAME.test(better) ? `, such as \`${better}\`` : ""}`,
  };
}

function* protoKeys(value: unknown, path: Path): Generator<Path> {
  if (typeof value !== "object" || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    if (key === "__proto__") yield [...path, key];
    else yield* protoKeys(child, [...path, Array.isArray(value) ? Number(key) : key]);
  }
}
