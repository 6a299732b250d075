import type { Expected } from "./expected.ts";
import type { Plan } from "./plan.ts";

/** The version of expected.json that this gen writes and reads. */
export const EXPECTED_VERSION = 1;

/** The prediction as a file, `expected.json`, for whoever compares it with reality. */
export interface ExpectedDocument extends Expected {
  /** Who wrote it; JSON has no comments. */
  readonly $comment: string;
  readonly version: typeof EXPECTED_VERSION;
  /** The name of the inventory. */
  readonly inventory: string;
}

/** The document but for its comment, which rendering puts at its top as it does with every file. */
export function expectedDocument({ name, expected }: Plan): Omit<ExpectedDocument, "$comment"> {
  return { version: EXPECTED_VERSION, inventory: name, ...expected };
}
