import { SHAPE_CODES, SOURCE_CODES, SYNTAX_CODES } from "../inventory/codes.ts";
import { RULES } from "./rules/index.ts";

/** What is wrong with `allow:` itself. */
export const ALLOW_CODES = ["allow-unknown", "allow-refused", "allow-unused"] as const;
export type AllowCode = (typeof ALLOW_CODES)[number];

/** The code of every diagnostic there is, from reading the file to the rules. */
export const CODES: readonly string[] = [
  ...SOURCE_CODES,
  ...SYNTAX_CODES,
  ...SHAPE_CODES,
  ...RULES.map(({ code }) => code),
  ...ALLOW_CODES,
];
