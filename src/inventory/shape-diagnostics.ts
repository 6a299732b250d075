import type * as z from "zod";
import { closest, didYouMean } from "../diagnostics/closest.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { quoted } from "../diagnostics/quoted.ts";
import { asdot } from "./asdot.ts";
import type { ShapeCode } from "./codes.ts";
import type { InventoryDocument, Path } from "./document.ts";
import { isPasswordKey } from "./passwords.ts";
import { NAMED_SECTIONS } from "./schema.ts";
import { descriptionAt, keysAt } from "./schema-at.ts";

type Issue = z.core.$ZodIssue;

/** A mistake, and the path of what is wrong in the value that zod looked at. */
export interface Mistake {
  readonly path: Path;
  readonly diagnostic: Diagnostic;
  /** Of an unknown key: the one that it was probably meant to be. */
  readonly meant?: string | undefined;
}

/**
 * zod's issues as diagnostics, one for each place: this is where it is known how zod reports. `written` tells where the
 * user wrote what is at a path of the value that zod looked at. A key that is missing because it is misspelt is one
 * mistake.
 */
export function shapeMistakes(
  issues: readonly Issue[],
  written: (path: Path) => Path,
  document: InventoryDocument,
): readonly Mistake[] {
  const mistakes = new Map<string, Mistake>();
  const misspelt = new Set<string>();
  for (const issue of issues) {
    const path = issue.path as Path;
    const at = { path: written(path), value: valueAt(document.value, written(path)), document };
    if (issue.code !== "unrecognized_keys") {
      const key = JSON.stringify(path);
      if (!mistakes.has(key)) mistakes.set(key, { path, diagnostic: toDiagnostic(issue, at) });
      continue;
    }
    for (const key of issue.keys) {
      const meant = wordAndValue(key, at.path)?.[0] ?? closest(key, keysAt(at.path));
      misspelt.add(JSON.stringify([...path, meant]));
      mistakes.set(JSON.stringify([...path, key]), {
        path: [...path, key],
        diagnostic: isPasswordKey(key) ? passwordKey(key, at) : unknownKey(key, at),
        meant,
      });
    }
  }
  return [...mistakes.values()].filter(
    ({ path, diagnostic }) => diagnostic.code !== "missing-key" || !misspelt.has(JSON.stringify(path)),
  );
}

function toDiagnostic(issue: Issue, at: Place): Diagnostic {
  switch (issue.code) {
    case "invalid_type":
      return at.value === undefined ? missingKey(at) : wrongType(issue, at);
    case "invalid_value": {
      const help = didYouMean(String(at.value), issue.values.map(String));
      // Somebody may have taken it for the place of the password.
      if (at.path.at(-1) === "authentication")
        return { ...badValue("cannot be that", at, help), secrets: [at.document.valueSpan(at.path)] };
      return badValue(`cannot be ${quoted(writtenAt(at))}`, at, help);
    }
    case "too_small":
    case "too_big":
      return badValue(limit(issue), at);
    default:
      return badValue(ownWords(issue.message), at, oddQuotes(writtenAt(at)));
  }
}

/** A place in the inventory, and what stands there. */
interface Place {
  readonly path: Path;
  readonly value: unknown;
  readonly document: InventoryDocument;
}

function diagnostic(code: ShapeCode, message: string, span: Diagnostic["span"], help?: string): Diagnostic {
  return { severity: "error", code, message, span, help };
}

function unknownKey(key: string, { path, document }: Place): Diagnostic {
  return diagnostic(
    "unknown-key",
    `${quoted(key)} is no key of ${holder(path)}`,
    document.keySpan([...path, key]),
    withoutBlank(key, path) ?? oddQuotes(key) ?? didYouMean(key, keysAt(path)),
  );
}

function withoutBlank(key: string, path: Path): string | undefined {
  const parts = wordAndValue(key, path);
  return parts && `write ${quoted(parts.join(": "))}: a blank belongs behind the colon`;
}

/** `asn:65101` in braces is one word to YAML. */
function wordAndValue(key: string, path: Path): readonly [string, string] | undefined {
  const [, word = "", value = ""] = /^([^:]+):(.+)$/.exec(key) ?? [];
  return keysAt(path).includes(word) ? [word, value] : undefined;
}

/** Quotes as word processors write them are none to YAML. */
function oddQuotes(text: string): string | undefined {
  return /[“”„‟‘’‚‛«»]/.test(text)
    ? "these quotes are part of the text: YAML knows \" and ' only"
    : undefined;
}

/** The inventory and what comes of it are committed and shown to reviewers, so a password has no place in them. */
function passwordKey(key: string, { path, document }: Place): Diagnostic {
  const mistake = diagnostic(
    "password-in-inventory",
    `${quoted(key)} is no key of ${holder(path)}: passwords do not stand in the inventory`,
    document.keySpan([...path, key]),
    "write `authentication: md5` into `bgp`; `up.sh` takes the password of a cluster from the environment variable `BGP_MD5_<CLUSTER>`, or from the file `secrets/bgp-md5-<cluster>` in the lab's state folder",
  );
  const at = { path: [...path, key], value: valueAt(document.value, [...path, key]), document };
  return writtenAt(at) === "" ? mistake : { ...mistake, secrets: [document.valueSpan(at.path)] };
}

function missingKey({ path, document }: Place): Diagnostic {
  const key = String(path.at(-1));
  const parent = path.slice(0, -1);
  const description = parent.length > 0 ? descriptionAt(path) : undefined;
  return diagnostic(
    "missing-key",
    `\`${key}\` is missing in ${holder(parent)}`,
    document.keySpan(parent),
    description && `\`${key}\`: ${lowerCase(description)}`,
  );
}

/** A sentence that goes on after a colon; "TCP port" stays what it is. */
function lowerCase(sentence: string): string {
  return /^[A-Z][a-z]* /.test(sentence) ? sentence.charAt(0).toLowerCase() + sentence.slice(1) : sentence;
}

function wrongType(issue: Issue & { code: "invalid_type" }, place: Place): Diagnostic {
  const { path, value, document } = place;
  const wanted = issue.message.startsWith("must be")
    ? issue.message
    : `must be ${WORDS[issue.expected] ?? issue.expected}`;
  const message =
    value === null && writtenAt(place) === ""
      ? `${subject(path)} has no value: it ${wanted}`
      : `${subject(path)} ${wanted}`;
  return diagnostic("wrong-type", message, document.valueSpan(path), typeHelp(issue, place));
}

function typeHelp({ expected }: Issue & { code: "invalid_type" }, place: Place): string | undefined {
  if (expected !== "int" && expected !== "number") return undefined;
  const plain = /^["']?(\d{1,10})["']?$/.exec(writtenAt(place))?.[1];
  if (plain !== undefined) return `write ${plain} without quotes`;
  if (place.path.at(-1) !== "asn") return undefined;
  return asdot(writtenAt(place));
}

const WORDS: Readonly<Record<string, string>> = {
  string: "text",
  int: "a whole number",
  number: "a whole number",
  array: "a list",
  object: "a map of keys and values",
  record: "a map of names",
};

function badValue(what: string, { path, document }: Place, help?: string): Diagnostic {
  return diagnostic("bad-value", `${subject(path)} ${what}`, document.valueSpan(path), help);
}

function limit(issue: Issue & { code: "too_small" | "too_big" }): string {
  const { origin } = issue;
  const [word, bound] = issue.code === "too_small" ? ["at least", issue.minimum] : ["at most", issue.maximum];
  const unit = origin === "array" ? "entries" : origin === "string" ? "characters" : undefined;
  // zod asks for an exact number before it comes to our own bound.
  if (bound === Number.MAX_SAFE_INTEGER) return "must be a smaller number";
  if (!unit) return `must be ${word} ${bound}`;
  return `must have ${word} ${bound} ${Number(bound) === 1 ? "entry" : unit}`;
}

/** Our own messages begin with "must"; zod's for a pattern would show the regular expression. */
function ownWords(message: string): string {
  return message.startsWith("must")
    ? message
    : "must be a name: 1 to 63 lower-case letters, digits and hyphens, beginning with a letter and ending with no hyphen";
}

/** What a message is about: "`asn`", "network `client`", "an entry of `clusters`". */
function subject(path: Path): string {
  const last = path.at(-1);
  if (typeof last === "number") return `an entry of \`${String(path.at(-2))}\``;
  return path.length === 2 && isSection(path[0]) ? holder(path) : quoted(String(last));
}

/** What has keys: "the inventory", "cluster `kind01`", "`bgp.timers` of cluster `kind01`". */
function holder(path: Path): string {
  const [section, name, ...rest] = path;
  if (section === undefined) return "the inventory";
  if (!isSection(section) || name === undefined) return `\`${path.join(".")}\``;
  const thing = `${String(section).replace(/s$/, "")} \`${String(name)}\``;
  return rest.length > 0 ? `\`${rest.join(".")}\` of ${thing}` : thing;
}

function isSection(step: unknown): boolean {
  return NAMED_SECTIONS.some((named) => named === step);
}

/** The value as it was written: 1.20 is 1.2 to YAML. */
function writtenAt({ path, value, document }: Place): string {
  const span = document.valueSpan(path);
  // Without a value of its own, the span is that of the key.
  if (value === null && span.start === document.keySpan(path).start) return "";
  return document.textAt(span);
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, step) => (at as Record<string | number, unknown> | null | undefined)?.[step],
    value,
  );
}
