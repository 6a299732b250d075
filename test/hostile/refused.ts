import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { genHere } from "../commands/in-process.ts";
import { freshFolder } from "../commands/work-folder.ts";

/** Nothing that a message says may move the cursor, colour the screen, or turn the direction of reading. */
export const RAW = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

/** Every line that a drawn message can consist of; a line that the user's words have forged is another. */
const DRAWN =
  /^((error|warning)\[[a-z0-9-]+\]: .+| *--> lab\.yaml:\d+:\d+| *\||\d+ \| .*| *\| *\^+( .*)?| {2}.+|and \d+ more|)$/;

/**
 * Lets gen read `bytes` as an inventory: it must say with file, line and column what is wrong, and write nothing. An
 * exception would be a bug of gen's, exit code 70. Returns the message.
 */
export async function refused(bytes: string | Uint8Array): Promise<string> {
  const cwd = freshFolder();
  writeFileSync(join(cwd, "lab.yaml"), bytes);
  const { code, out, err } = await genHere({ inventory: "lab.yaml" }, cwd);
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toMatch(/^error\[[a-z0-9-]+\]: .+\n *--> lab\.yaml:\d+:\d+\n/m);
  expectDrawnWell(err);
  expect(existsSync(join(cwd, "out"))).toBe(false);
  return err;
}

/** That a drawn message is made of the lines of messages only, and that they are harmless. */
export function expectDrawnWell(message: string): void {
  expect(message).not.toMatch(RAW);
  for (const line of message.split("\n")) expect(line).toMatch(DRAWN);
}
