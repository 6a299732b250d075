import { jsonText } from "./json-text.ts";

/** From a value, and what stands in the brackets of the filter, to text. */
export type Filter = (value: unknown, argument?: string) => string;

/**
 * How a value gets into a file: every value of every template goes through one of these. Each throws where the value
 * cannot be carried, for then a check before it has a hole, and a broken artifact must not be written.
 */
export const FILTERS: Readonly<Record<string, Filter>> = {
  yaml: yamlScalar,
  json: jsonText,
  sh: shellWord,
  frr: frrWord,
  daemons: cliWord,
  comment: cliWord,
  tsv: tsvField,
  md: markdownText,
  mermaidId,
};

/** Plain where any reader takes it for a string, also one of YAML 1.1 as in Kubernetes: `on`, `y`, `1e3`, `e1` are quoted. */
function yamlScalar(value: unknown): string {
  if (typeof value === "boolean" || isInteger(value)) return String(value);
  const text = wanted(value);
  const plain =
    /^[A-Za-z][A-Za-z0-9_./-]*$/.test(text) &&
    !/^(y|n|yes|no|on|off|true|false|null|nan|inf|e-?\d+)$/i.test(text);
  // JSON's strings are YAML's double-quoted ones; what JSON leaves bare but YAML does not print is escaped as well.
  return plain
    ? text
    : JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, escapeCode);
}

/** One word of a shell command, whatever it holds. */
function shellWord(value: unknown): string {
  const text = isInteger(value) ? String(value) : wanted(value);
  if (/[\u0000-\u0008\u000a-\u001f\u007f]|\p{Surrogate}/u.test(text)) throw unfit(text, "a shell script");
  return /^[A-Za-z0-9_./:@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** One word of a router's CLI: it has no quoting, so anything that could end the word or the line is refused. */
function cliWord(value: unknown): string {
  const text = isInteger(value) ? String(value) : wanted(value);
  if (!/^[A-Za-z0-9][A-Za-z0-9._:/-]*$/.test(text)) throw unfit(text, "a router's configuration");
  return text;
}

/** A word, or the place of one that up.sh puts there: `@BGP_MD5_KIND01@`. */
function frrWord(value: unknown): string {
  return typeof value === "string" && /^@[A-Z0-9_]+@$/.test(value) ? value : cliWord(value);
}

function tsvField(value: unknown): string {
  const text = wanted(value);
  if (text === "" || /[\u0000-\u001f\u007f]|\p{Surrogate}/u.test(text))
    throw unfit(text, "a field between tabs");
  return text;
}

/** Text in a cell of a Markdown table or in a Mermaid label. */
export function markdownText(value: unknown): string {
  const text = isInteger(value) ? String(value) : wanted(value);
  if (/[\u0000-\u001f\u007f]|\p{Surrogate}/u.test(text)) throw unfit(text, "a line of Markdown");
  return text.replace(/[\\`*_[\]<>|"#&]/g, (c) => `&#${c.charCodeAt(0)};`);
}

/** A node of a Mermaid chart: prefixed, since `end` and others are words of its language. */
function mermaidId(value: unknown, prefix = "node"): string {
  return `${prefix}-${cliWord(value)}`;
}

function isInteger(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value);
}

function wanted(value: unknown): string {
  if (typeof value !== "string")
    throw new Error(`a template prints a value of type ${typeof value}, which is no text`);
  return value;
}

function escapeCode(c: string): string {
  return `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function unfit(text: string, place: string): Error {
  return new Error(`${JSON.stringify(text)} does not fit into ${place}`);
}
