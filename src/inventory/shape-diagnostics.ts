import type * as z from "zod";
import { didYouMean } from "../diagnostics/closest.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { InventoryDocument, Path } from "./document.ts";
import { inventorySchema, NAMED_SECTIONS } from "./schema.ts";

type Issue = z.core.$ZodIssue;

/** zod's issues as diagnostics: the one place that knows how zod reports. */
export function shapeDiagnostics(
  issues: readonly Issue[],
  document: InventoryDocument,
): readonly Diagnostic[] {
  return issues.flatMap((issue) => toDiagnostics(issue, document));
}

function toDiagnostics(issue: Issue, document: InventoryDocument): readonly Diagnostic[] {
  const path = issue.path as Path;
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({
        ...diagnostic(
          "unknown-key",
          `${JSON.stringify(key)} is no key ${inside(path)}`,
          document.keySpan([...path, key]),
        ),
        help: didYouMean(key, keysAt(path)),
      }));
    case "invalid_type":
      if (valueAt(document.value, path) === undefined) {
        const what = `\`${String(path.at(-1))}\` is missing ${inside(path.slice(0, -1))}`;
        return [diagnostic("missing-key", what, document.keySpan(path.slice(0, -1)))];
      }
      return [wrongType(issue, path, document)];
    case "invalid_value":
      return [
        {
          ...diagnostic("bad-value", `\`${last(path)}\` cannot be this value`, document.valueSpan(path)),
          help: didYouMean(String(valueAt(document.value, path)), issue.values.map(String)),
        },
      ];
    case "too_small":
    case "too_big":
      return [diagnostic("bad-value", limit(issue, path), document.valueSpan(path))];
    case "invalid_format":
    case "custom":
      return [
        diagnostic("bad-value", `\`${last(path)}\` ${ownWords(issue.message)}`, document.valueSpan(path)),
      ];
    default:
      return [diagnostic("bad-value", `\`${last(path)}\`: ${issue.message}`, document.valueSpan(path))];
  }
}

function diagnostic(code: string, message: string, span: Diagnostic["span"]): Diagnostic {
  return { severity: "error", code, message, span };
}

function wrongType(
  issue: Issue & { code: "invalid_type" },
  path: Path,
  document: InventoryDocument,
): Diagnostic {
  const found = valueAt(document.value, path);
  const wanted = WORDS[issue.expected] ?? issue.expected;
  const own = issue.message.startsWith("must be") ? issue.message : `must be ${wanted}`;
  const written = { ...diagnostic("wrong-type", `\`${last(path)}\` ${own}`, document.valueSpan(path)) };
  if (last(path) === "asn" && typeof found === "number") {
    return {
      ...written,
      help: "asdot notation (65000.10) is a decimal number to YAML: write it in plain notation, high × 65536 + low",
    };
  }
  if (issue.expected === "string" && typeof found === "number")
    return { ...written, help: `write it in quotes: "${found}"` };
  if (issue.expected === "int" && typeof found === "string")
    return { ...written, help: "write a whole number, without quotes" };
  return written;
}

const WORDS: Readonly<Record<string, string>> = {
  string: "text",
  int: "a whole number",
  number: "a whole number",
  array: "a list",
  object: "a map of keys and values",
  record: "a map of names",
};

function limit(issue: Issue & { code: "too_small" | "too_big" }, path: Path): string {
  const { origin } = issue;
  const [word, bound] = issue.code === "too_small" ? ["at least", issue.minimum] : ["at most", issue.maximum];
  const unit = origin === "array" ? " entries" : origin === "string" ? " characters" : "";
  return `\`${last(path)}\` must ${unit ? "have" : "be"} ${word} ${bound}${unit}`;
}

/** Our own messages begin with "must"; zod's for a pattern would show the regular expression. */
function ownWords(message: string): string {
  return message.startsWith("must")
    ? message
    : "must be a name: lower-case letters, digits and hyphens, beginning with a letter";
}

function last(path: Path): string {
  const name = path.findLast((step) => typeof step === "string");
  return String(name ?? "the inventory");
}

function inside(path: Path): string {
  if (path.length === 0) return "of an inventory";
  const [section, name, ...rest] = path;
  const of = rest.length > 0 ? `of \`${rest.join(".")}\` of ` : "of ";
  if (!NAMED_SECTIONS.some((named) => named === section) || name === undefined)
    return `of \`${path.join(".")}\``;
  return `${of}${String(section).replace(/s$/, "")} \`${String(name)}\``;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, step) => (at as Record<string | number, unknown> | undefined)?.[step],
    value,
  );
}

/** The keys that the schema has at a path: walks zod's own description of it. */
function keysAt(path: Path): readonly string[] {
  let at: unknown = inventorySchema;
  for (const step of path) {
    const schema = unwrap(at);
    at = schema.def.shape?.[step] ?? schema.def.valueType;
  }
  return Object.keys(unwrap(at).def.shape ?? {});
}

interface Described {
  readonly def: {
    readonly innerType?: unknown;
    readonly shape?: Record<string, unknown>;
    readonly valueType?: unknown;
  };
}

function unwrap(schema: unknown): Described {
  let at = schema as Described;
  while (at.def.innerType) at = at.def.innerType as Described;
  return at;
}
