import type { Decoded } from "../source/decode.ts";

/** The codes of everything that keeps an inventory from being read; those of the rules are theirs (network/codes.ts). */

type Problem = Extract<Decoded, { readonly problem: string }>["problem"];

/** What is wrong with a file's bytes. */
export const SOURCE_CODES = Object.keys({
  "not-utf8": true,
  "too-large": true,
} satisfies Record<Problem, true>) as readonly Problem[];

/** What is wrong with the text as YAML. */
export const SYNTAX_CODES = ["yaml-syntax", "yaml-alias"] as const;

/** What is wrong with the shape: keys, names, types and single values. */
export const SHAPE_CODES = [
  "not-a-map",
  "bad-name",
  "unknown-key",
  "password-in-inventory",
  "missing-key",
  "wrong-type",
  "bad-value",
  "listed-twice",
] as const;

export type SyntaxCode = (typeof SYNTAX_CODES)[number];
export type ShapeCode = (typeof SHAPE_CODES)[number];
