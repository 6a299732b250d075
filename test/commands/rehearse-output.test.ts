import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openOutputs } from "../../src/commands/rehearse-output.ts";
import type { Terminal } from "../../src/commands/terminal.ts";
import { freshFolder } from "./work-folder.ts";

const NOWHERE: Terminal = { out() {}, err() {} };

describe("the places for reports", () => {
  it("are files, made or written over, and standard output", () => {
    const folder = freshFolder();
    writeFileSync(join(folder, "old"), "what was there before, and is longer");
    const printed: string[] = [];
    const terminal = { ...NOWHERE, out: (text: string) => printed.push(text) };
    const outputs = openOutputs([join(folder, "new"), undefined, join(folder, "old"), "-"], terminal);
    expect(readFileSync(join(folder, "old"), "utf8"), "not before there is a report").toContain("before");
    outputs.write([() => "one", () => "two", () => "three", () => "four"]);
    outputs.close();
    expect(readFileSync(join(folder, "new"), "utf8")).toBe("one");
    expect(readFileSync(join(folder, "old"), "utf8")).toBe("three");
    expect(printed).toEqual(["four"]);
  });

  it("are left as they were found if there is nothing to write", () => {
    const folder = freshFolder();
    for (const [name, content] of [
      ["old", "precious"],
      ["empty", ""],
    ] as const)
      writeFileSync(join(folder, name), content);
    openOutputs(
      ["new", "old", "empty"].map((name) => join(folder, name)),
      NOWHERE,
    ).close();
    expect(existsSync(join(folder, "new"))).toBe(false);
    expect(readFileSync(join(folder, "old"), "utf8")).toBe("precious");
    expect(existsSync(join(folder, "empty"))).toBe(true);
  });

  it("are refused at once if one cannot be written, and then none is made", () => {
    const folder = freshFolder();
    mkdirSync(join(folder, "folder"));
    symlinkSync("loop", join(folder, "loop"));
    for (const [name, reason] of [
      ["nope/x", "no such file or directory"],
      ["folder", "illegal operation on a directory"],
      ["loop", "too many symbolic links encountered"],
    ]) {
      const open = () => openOutputs([join(folder, "first"), join(folder, name ?? "")], NOWHERE);
      expect(open, name).toThrow(`cannot write \`${folder}/${name}\`: ${reason}`);
      expect(existsSync(join(folder, "first"))).toBe(false);
    }
  });

  it("are written each, though one before it is full", () => {
    const file = join(freshFolder(), "file");
    const outputs = openOutputs(["/dev/full", file], NOWHERE);
    expect(() => outputs.write([() => "one", () => "two"])).toThrow(
      "cannot write `/dev/full`: no space left on device",
    );
    outputs.close();
    expect(readFileSync(file, "utf8")).toBe("two");
  });
});
