import { type Document, Scalar, visit, type YAMLError } from "yaml";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Span } from "../source/source.ts";
import { refused } from "./refused-yaml.ts";

/**
 * What the yaml package complains of, in our words. Its complaints come in cascades: after the first, only those count that are
 * mistakes by themselves whatever stands before them. `withoutTags`: tags are refused elsewhere, where they stand.
 */
export function syntaxProblems(
  { errors, warnings, contents }: Document.Parsed,
  text: string,
  withoutTags: boolean,
): readonly Diagnostic[] {
  const open = openQuote(contents, errors);
  if (open) return [refused("yaml-syntax", open, "this quote is not closed", CLOSE_QUOTE)];
  const all = [...errors, ...warnings]
    .filter(({ code }) => code !== "TAG_RESOLVE_FAILED" || !withoutTags)
    .sort((a, b) => a.pos[0] - b.pos[0]);
  return all
    .filter(({ code }, index) => index === 0 || INDEPENDENT.has(code))
    .map((error) => refused("yaml-syntax", place(error, text), says(error)));
}

const INDEPENDENT: ReadonlySet<YAMLError["code"]> = new Set([
  "TAB_AS_INDENT",
  "NON_STRING_KEY",
  "TAG_RESOLVE_FAILED",
]);

const CLOSE_QUOTE = "close it on the same line, or leave both quotes out: few values need them";

/** A quoted text that reaches to the end because nothing closes it: where it begins. */
function openQuote(contents: Document.Parsed["contents"], errors: readonly YAMLError[]): Span | undefined {
  const missing = errors.find(({ code, message }) => code === "MISSING_CHAR" && /quote/.test(message));
  if (!missing || !contents) return undefined;
  let found: Span | undefined;
  visit(contents, {
    Scalar(_key, node) {
      const isQuoted = node.type === Scalar.QUOTE_DOUBLE || node.type === Scalar.QUOTE_SINGLE;
      const [start, end] = node.range ?? [0, 0];
      if (isQuoted && end >= missing.pos[0]) found = { start, end: start + 1 };
    },
  });
  return found;
}

/** Blanks before the word that is meant are passed over; the end of a text is reported as the character behind it. */
function place({ code, pos: [start, end] }: YAMLError, text: string): Span {
  const blanks = code === "BAD_INDENT" ? text.slice(start).search(/\S/) : 0;
  const from = Math.min(start + Math.max(0, blanks), text.length);
  return { start: from, end: Math.min(Math.max(end, from + 1), text.length) };
}

function says({ code, message }: YAMLError): string {
  if (code === "TAB_AS_INDENT") return "YAML is indented with spaces, and this is a tab";
  if (code === "NON_STRING_KEY") return "a key here must be a plain word";
  if (code === "BAD_INDENT" && /same column/.test(message))
    return "not valid YAML: this is indented otherwise than its neighbours";
  if (code === "MULTILINE_IMPLICIT_KEY" || /^Implicit map keys need/.test(message))
    return "not valid YAML: a colon is missing behind this key";
  if (code === "BLOCK_IN_FLOW") return "not valid YAML: a comma or a closing bracket is missing here";
  if (/^Flow (map|sequence) in block collection/.test(message))
    return "not valid YAML: a bracket that was opened above is not closed before this line";
  return `not valid YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
}
