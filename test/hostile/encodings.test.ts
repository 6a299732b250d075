import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { genHere } from "../commands/in-process.ts";
import { freshFolder } from "../commands/work-folder.ts";
import { LAB } from "./lab.ts";
import { refused } from "./refused.ts";

function utf16(text: string, order: "LE" | "BE", mark: boolean): Buffer {
  const bytes = Buffer.from(mark ? `\ufeff${text}` : text, "utf16le");
  return order === "LE" ? bytes : bytes.swap16();
}

describe("bytes that are no UTF-8", () => {
  it.each([
    ["UTF-16 LE", utf16(LAB, "LE", true)],
    ["UTF-16 BE", utf16(LAB, "BE", true)],
    ["UTF-16 LE without a mark", utf16(LAB, "LE", false)],
    ["UTF-16 BE without a mark", utf16(LAB, "BE", false)],
  ])("are refused: %s", async (_, bytes) => {
    const err = await refused(bytes);
    expect(err).toContain(
      "error[not-utf8]: the file is UTF-16, and an inventory is UTF-8\n --> lab.yaml:1:1\n",
    );
    expect(err).toContain("  help: save the file anew in the encoding UTF-8\n");
  });

  const before = "name: lab\nkey: x";
  it.each([
    ["a byte of Latin-1", [0xe9]],
    ["a lone continuation", [0x80]],
    ["a byte that never occurs", [0xff]],
    ["an overlong slash", [0xc0, 0xaf]],
    ["half a surrogate pair", [0xed, 0xa0, 0x80]],
    ["a character cut short", [0xe2, 0x82]],
    ["one that begins like a replacement", [0xef, 0xbf]],
    ["a code point beyond the last", [0xf4, 0x90, 0x80, 0x80]],
  ])("are refused at the byte: %s", async (_, bytes) => {
    for (const after of ["\n", "rest\n"]) {
      const err = await refused(Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)]));
      expect(err).toContain("error[not-utf8]: what follows here is not UTF-8 text\n --> lab.yaml:2:7\n");
    }
  });

  it("are refused where they begin, also behind characters of several bytes and a mark", async () => {
    const err = await refused(Buffer.concat([Buffer.from("\ufeffname: ü€😀\ufffd"), Buffer.from([0xff])]));
    expect(err).toContain(" --> lab.yaml:1:12\n");
  });
});

describe("a file of 10 MB", () => {
  it("is refused before it is read as YAML", async () => {
    const err = await refused(`${LAB}${"# comment\n".repeat(1_000_000)}`);
    expect(err).toContain(
      "error[too-large]: the file has more than the 4 MiB of an inventory\n --> lab.yaml:1:1\n",
    );
  });

  it("is one byte above the limit", async () => {
    const limit = 4 * 1024 * 1024;
    expect(await refused(Buffer.alloc(limit + 1, "#"))).toContain("error[too-large]: ");
    expect(await refused(Buffer.alloc(limit, "#"))).toContain("error[not-a-map]: ");
  });
});

describe("a text that only looks odd", () => {
  it.each([
    ["CRLF", LAB.replaceAll("\n", "\r\n")],
    ["a byte order mark", `\ufeff${LAB}`],
    ["both", `\ufeff${LAB.replaceAll("\n", "\r\n")}`],
    ["no line end at its end", LAB.trimEnd()],
    ["a start and an end", `---\n${LAB}...\n`],
    ["a directive", `%YAML 1.2\n---\n${LAB}`],
    ["blanks and comments behind every line", LAB.replaceAll("\n", " \t # €\n\n")],
  ])("means the same: %s", async (_, text) => {
    const plain = await patchOf(LAB);
    expect(plain).toContain("+hostname frrtor\n");
    expect(await patchOf(text)).toBe(plain);
  });

  it("has its mistakes at the right places", async () => {
    const wrong = LAB.replace("asn: 65101", "asn: no");
    const place = /--> lab\.yaml:17:42\n/;
    expect(await refused(wrong)).toMatch(place);
    expect(await refused(`\ufeff${wrong.replaceAll("\n", "\r\n")}`)).toMatch(place);
  });
});

/** Every artifact of an inventory, as `gen --check` shows them where there is nothing yet. */
async function patchOf(text: string): Promise<string> {
  const cwd = freshFolder();
  writeFileSync(join(cwd, "lab.yaml"), text);
  const { code, out } = await genHere({ inventory: "lab.yaml", check: true }, cwd);
  expect(code).toBe(1);
  return out;
}
