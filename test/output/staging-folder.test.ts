import { mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isStale } from "../../src/output/comparison.ts";
import { artifacts, compare, contentsOf, generate, put, scratchFolder, worldErrorOf } from "./scratch.ts";

const former = { "README.md": "one\n", "kind01/up.sh*": "#!/bin/sh\n" };
const next = { "README.md": "two\n", "kind02/new": "n\n" };

function expectWhole(
  dir: string,
  wanted: Readonly<Record<string, string>>,
  others: Readonly<Record<string, string>> = {},
): void {
  expect(contentsOf(dir)).toEqual({ ...wanted, ...others });
  expect(isStale(compare(dir, artifacts(wanted)))).toBe(false);
}

describe("a staging folder", () => {
  const written = (): string => {
    const dir = `${scratchFolder()}/lab`;
    generate(dir, artifacts(former));
    return dir;
  };

  it("that is empty is that of a run killed very early, and goes", () => {
    const dir = written();
    mkdirSync(`${dir}/.gen-tmp`);
    expect(isStale(compare(dir, artifacts(former)))).toBe(false);
    generate(dir, artifacts(former));
    expectWhole(dir, former);
    expect(readdirSync(dir)).not.toContain(".gen-tmp");
  });

  it.each([
    ["staged files but no journal", { "1": "mine?\n" }, "holds files but no `journal.json`"],
    ["somebody's file", { "notes.txt": "mine\n" }, "`notes.txt` is not of gen's making".slice(1)],
    [
      "somebody's file beside half a journal",
      { "journal.json.new": "{", "1.bak": "mine\n" },
      "is not of gen's making",
    ],
    ["somebody's folder", { "1/a": "mine\n" }, "is not of gen's making"],
    [
      "a damaged journal",
      { "journal.json": "{" },
      "is not JSON; look whether anything in its folder is yours",
    ],
    ["a process number that is none", { "pid-0": "" }, "is not of gen's making"],
    ["a process number beyond all", { "pid-99999999": "" }, "is not of gen's making"],
  ])("with %s is refused and kept", (_, contents, line) => {
    const dir = written();
    for (const [name, content] of Object.entries(contents)) put(dir, `.gen-tmp/${name}`, content);
    const before = contentsOf(dir);
    const error = worldErrorOf(() => generate(dir, artifacts(next), "overwrite"));
    expect(error.line).toContain(line);
    expect(error.exitCode).toBe(1);
    expect(contentsOf(dir)).toEqual(before);
  });

  it("with a stranger's file beside a good journal is refused and kept", () => {
    const dir = written();
    put(dir, ".gen-tmp/journal.json", readFileSync(`${dir}/.gen-manifest.json`, "utf8"));
    put(dir, ".gen-tmp/mine", "mine\n");
    expect(worldErrorOf(() => generate(dir, artifacts(next), "overwrite")).line).toContain(
      "/mine` is not of gen's making",
    );
    expect(contentsOf(dir)).toHaveProperty([".gen-tmp/mine"], "mine\n");
  });

  it("with a journal that changes nothing leaves the manifest alone", () => {
    const dir = written();
    put(dir, ".gen-tmp/journal.json", readFileSync(`${dir}/.gen-manifest.json`, "utf8"));
    const before = statSync(`${dir}/.gen-manifest.json`).ino;
    generate(dir, artifacts(former));
    expectWhole(dir, former);
    expect(statSync(`${dir}/.gen-manifest.json`).ino).toBe(before);
  });

  it("has its journal checked like a manifest", () => {
    const dir = written();
    const files = [{ path: "../x", sha256: "0".repeat(64), mode: "0644" }];
    put(dir, ".gen-tmp/journal.json", JSON.stringify({ version: 1, inventory: "lab", files }));
    expect(worldErrorOf(() => compare(dir, artifacts(next))).line).toContain("holds `.` or `..`");
  });

  it("does not have a stranger's file removed that only the journal lists", () => {
    const dir = written();
    const files = [{ path: "mine", sha256: "0".repeat(64), mode: "0644" }];
    put(dir, ".gen-tmp/journal.json", JSON.stringify({ version: 1, inventory: "lab", files }));
    put(dir, "mine", "mine\n");
    const comparison = generate(dir, artifacts(next));
    expect(comparison.foreign).toEqual(["mine"]);
    expectWhole(dir, next, { mine: "mine\n" });
  });
});
