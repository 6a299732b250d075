import type * as z from "zod";
import { quoted } from "../../diagnostics/quoted.ts";
import { fieldAt } from "../field-path.ts";

type Issue = z.core.$ZodIssue;

/** What is wrong with a value, a sentence for each place: "`spec.replicas` must be at least 0, and is `-1`". */
export function problemsOf(error: z.ZodError, value: unknown): readonly string[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys")
      return issue.keys.map((key) => `${fieldAt([...issue.path, key])} is no field that there is`);
    return [`${fieldAt(issue.path)} ${saying(issue, valueAt(value, issue.path))}`];
  });
}

function saying(issue: Issue, found: unknown): string {
  switch (issue.code) {
    case "invalid_type":
      if (!issue.message.startsWith("Invalid input")) return issue.message;
      if (found === undefined || found === null) return "is missing";
      return `must be ${TYPES[issue.expected] ?? issue.expected}, and is ${shown(found)}`;
    case "invalid_value":
      if (found === undefined || found === null) return "is missing";
      return `must be ${issue.values.join(", ")}, and is ${shown(found)}`;
    case "too_small":
      return `must ${size(issue.origin, `at least ${issue.minimum}`, Number(issue.minimum))}, and is ${shown(found)}`;
    case "too_big":
      return `must ${size(issue.origin, `at most ${issue.maximum}`, Number(issue.maximum))}, and is ${shown(found)}`;
    case "invalid_union":
      return found === undefined || found === null ? "is missing" : `cannot be ${shown(found)}`;
    default:
      return issue.message;
  }
}

const TYPES: Readonly<Record<string, string>> = {
  string: "text",
  int: "a whole number",
  number: "a whole number",
  array: "a list",
  object: "a map",
  boolean: "true or false",
};

function size(origin: string, bound: string, count: number): string {
  if (origin === "array") return `have ${bound} ${count === 1 ? "entry" : "entries"}`;
  if (origin === "string") return `have ${bound} ${count === 1 ? "character" : "characters"}`;
  return `be ${bound}`;
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "empty" : "a list";
  if (typeof value === "object" && value !== null) return "a map";
  return typeof value === "string" ? `the text ${quoted(value)}` : quoted(String(value));
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, step) => (at as Record<PropertyKey, unknown> | null | undefined)?.[step],
    value,
  );
}
