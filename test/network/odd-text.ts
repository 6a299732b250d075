import fc from "fast-check";
import { ODD } from "./odd-structure.ts";
import { REAL, RICH, SHAPELY } from "./rich-inventory.ts";

/** Any text at all, and text made of the characters and words that mean something to YAML and to gen. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.string({ unit: "grapheme", maxLength: 200 }),
  fc.string({
    unit: fc.constantFrom(..."abn01:-,[]{}#&*!|>'\"%@`?\\~<. \n\t\r", "!!", "\n  "),
    maxLength: 60,
  }),
  fc
    .array(
      fc.constantFrom(
        ...Object.keys(SHAPELY),
        ...Object.keys(RICH),
        ...ODD.map(String),
        ": ",
        "\n",
        "\n  ",
        "- ",
        "{",
        "}",
      ),
      { maxLength: 40 },
    )
    .map((words) => words.join("")),
);

const SYNTAX = [
  ...[
    "- ",
    ": ",
    "{",
    "}",
    "[",
    "]",
    "\t",
    "\r",
    "---\n",
    "...\n",
    "# ",
    "'",
    '"',
    "|\n",
    "? ",
    "<<: ",
    "&a ",
    "*a",
  ],
  ...[
    "!!set ",
    "!!omap ",
    "!!binary ",
    "!!timestamp ",
    "! ",
    "%YAML 1.1\n---\n",
    "%YAML 1.1\n",
    "\ufeff",
    "\u2028",
  ],
  ...["0o7", ".inf", ".nan", "~", "2001-01-01", "1_000", "0x10"],
];

const change = fc.record({
  kind: fc.constantFrom(
    "delete-line",
    "double-line",
    "move-line",
    "word",
    "word",
    "insert",
    "cut",
    "cut-out",
  ),
  at: fc.nat(),
  to: fc.nat(),
  piece: fc.oneof(
    fc.constantFrom(...Object.values(SHAPELY).flat(), ...ODD).map(written),
    fc.constantFrom(...SYNTAX),
    fc.string({ maxLength: 4, unit: "binary" }),
  ),
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

/** A real inventory whose lines and words were deleted, doubled, moved and replaced. */
export const mistreated: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(REAL, JSON.stringify(RICH, null, 2), JSON.stringify(RICH)),
    fc.array(change, { maxLength: 6 }),
  )
  .map(([text, changes]) => changes.reduce(apply, text));

function apply(text: string, { kind, at, to, piece }: Change): string {
  const lines = text.split("\n");
  const line = at % lines.length;
  const place = at % (text.length + 1);
  switch (kind) {
    case "delete-line":
      return lines.toSpliced(line, 1).join("\n");
    case "double-line":
      return lines.toSpliced(line, 0, lines[line] ?? "").join("\n");
    case "move-line":
      return lines
        .toSpliced(line, 1)
        .toSpliced(to % lines.length, 0, lines[line] ?? "")
        .join("\n");
    case "word":
      return replaceWord(text, at, piece);
    case "insert":
      return text.slice(0, place) + piece + text.slice(place);
    case "cut":
      return text.slice(0, place);
    default:
      return text.slice(0, place) + text.slice(place + (to % 30));
  }
}

function replaceWord(text: string, at: number, piece: string): string {
  const words = [...text.matchAll(/[\w./-]+/g)];
  const word = words[at % Math.max(1, words.length)];
  return word ? text.slice(0, word.index) + piece + text.slice(word.index + word[0].length) : text;
}

function written(odd: unknown): string {
  return typeof odd === "string" ? odd : JSON.stringify(odd);
}
