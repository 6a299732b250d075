import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readTree } from "../../src/output/read-tree.ts";
import { writeTree } from "../../src/output/write-tree.ts";
import { artifacts, compare, contentsOf, generate, put, scratchFolder, worldErrorOf } from "./scratch.ts";

const wanted = artifacts({ "a/b/c.yaml": "c\n", top: "t\n" });

/** A tree that holds `wanted`, with a folder beside it for what links point to. */
function writtenTree(): { readonly dir: string; readonly outside: string } {
  const scratch = scratchFolder();
  generate(`${scratch}/lab`, wanted);
  put(scratch, "outside/c.yaml", "precious\n");
  return { dir: `${scratch}/lab`, outside: `${scratch}/outside` };
}

it("takes a folder that does not exist for an empty tree", () => {
  expect(readTree(`${scratchFolder()}/none/yet`, wanted)).toMatchObject({ manifest: undefined, foreign: [] });
});

it("says so when it cannot read", () => {
  const scratch = scratchFolder();
  put(scratch, "file", "");
  expect(worldErrorOf(() => readTree(`${scratch}/file`, wanted))).toEqual({
    line: `\`${scratch}/file\` is not a folder`,
    exitCode: 3,
  });
  expect(worldErrorOf(() => readTree(`${scratch}/file/lab`, wanted))).toEqual({
    line: `cannot read \`${scratch}/file/lab\`: not a directory`,
    exitCode: 3,
  });
  expect(worldErrorOf(() => readTree("", wanted)).exitCode).toBe(3);
});

describe("symbolic links", () => {
  it("are refused as a file", () => {
    const { dir, outside } = writtenTree();
    rmSync(`${dir}/a/b/c.yaml`);
    symlinkSync(`${outside}/c.yaml`, `${dir}/a/b/c.yaml`);
    expect(worldErrorOf(() => compare(dir, wanted))).toEqual({
      line: `\`${dir}/a/b/c.yaml\` is a symbolic link, which gen does not follow: put a file there`,
      exitCode: 1,
    });
  });

  it("are refused as a folder on the way, also to what would be removed", () => {
    const { dir, outside } = writtenTree();
    rmSync(`${dir}/a/b`, { recursive: true });
    symlinkSync(outside, `${dir}/a/b`);
    for (const files of [wanted, []]) {
      expect(worldErrorOf(() => compare(dir, files)).line).toContain(`\`${dir}/a/b\` is a symbolic link`);
    }
  });

  it("are refused as manifest and as staging folder", () => {
    const { dir, outside } = writtenTree();
    symlinkSync(outside, `${dir}/.gen-tmp`);
    expect(worldErrorOf(() => compare(dir, wanted)).line).toContain("`.gen-tmp` is a symbolic link".slice(1));
    rmSync(`${dir}/.gen-tmp`);
    renameSync(`${dir}/.gen-manifest.json`, `${outside}/m`);
    symlinkSync(`${outside}/m`, `${dir}/.gen-manifest.json`);
    expect(worldErrorOf(() => compare(dir, wanted)).line).toContain(".gen-manifest.json` is a symbolic link");
  });

  it("are refused when they appear after the tree was read", () => {
    const { dir, outside } = writtenTree();
    const comparison = compare(dir, []);
    // The very folder that was read, reached through a link: only the link tells.
    renameSync(`${dir}/a/b`, `${outside}/b`);
    symlinkSync(`${outside}/b`, `${dir}/a/b`);
    expect(worldErrorOf(() => writeTree(comparison, "refuse")).line).toContain(
      `\`${dir}/a/b\` is a symbolic link`,
    );
    expect(contentsOf(outside)).toEqual({ "b/c.yaml": "c\n", "c.yaml": "precious\n" });
    expect(readdirSync(dir)).not.toContain(".gen-tmp");
  });

  it("are refused when they appear where a new folder or an old one was to be", () => {
    const { dir, outside } = writtenTree();
    mkdirSync(`${outside}/inner`);
    const adding = compare(dir, artifacts({ "a/b/c.yaml": "c\n", top: "t\n", "new/inner/x": "x\n" }));
    symlinkSync(outside, `${dir}/new`);
    expect(worldErrorOf(() => writeTree(adding, "refuse")).line).toContain(
      `\`${dir}/new\` is a symbolic link`,
    );
    rmSync(`${dir}/new`);
    rmSync(`${dir}/a/b/c.yaml`);
    const removing = compare(dir, artifacts({ top: "t\n" }));
    rmSync(`${dir}/a`, { recursive: true });
    renameSync(`${outside}/inner`, `${outside}/b`);
    symlinkSync(outside, `${dir}/a`);
    expect(worldErrorOf(() => writeTree(removing, "refuse")).line).toContain(
      `\`${dir}/a\` is a symbolic link`,
    );
    expect(contentsOf(outside)).toEqual({ "b/": "", "c.yaml": "precious\n" });
  });

  it("are fine where gen has no business, and as the tree itself", () => {
    const { dir, outside } = writtenTree();
    symlinkSync(outside, `${dir}/link`);
    symlinkSync("nowhere", `${dir}/a/dangling`);
    symlinkSync(dir, `${outside}/lab`);
    const comparison = generate(`${outside}/lab`, artifacts({ top: "new\n" }));
    expect(comparison.foreign).toEqual(["a/dangling", "link"]);
    expect(contentsOf(outside)).toMatchObject({ "c.yaml": "precious\n" });
  });
});

describe("what is not a file", () => {
  it("is refused where gen needs one", () => {
    const { dir } = writtenTree();
    rmSync(`${dir}/top`);
    mkdirSync(`${dir}/top`);
    expect(worldErrorOf(() => compare(dir, wanted)).line).toBe(
      `\`${dir}/top\` is a folder, and gen needs a file there: move it away`,
    );
    rmSync(`${dir}/top`, { recursive: true });
    execFileSync("mkfifo", [`${dir}/top`]);
    expect(worldErrorOf(() => compare(dir, wanted)).line).toBe(
      `\`${dir}/top\` is not a regular file, and gen needs a file there: move it away`,
    );
  });
});

describe("a manifest that cannot be trusted", () => {
  it.each(["{}", "<<<<<<< HEAD", ""])("%j is refused, and nothing is written", (text) => {
    const { dir } = writtenTree();
    writeFileSync(`${dir}/.gen-manifest.json`, text);
    const error = worldErrorOf(() => generate(dir, [], "overwrite"));
    expect(error.exitCode).toBe(1);
    expect(error.line).toMatch(
      /^`.*\/lab\/\.gen-manifest\.json` .*; restore it from version control, or delete it/,
    );
    expect(contentsOf(dir)).toEqual({ "a/b/c.yaml": "c\n", top: "t\n" });
  });

  it("cannot reach out of the tree, nor put control characters on the terminal", () => {
    const { dir, outside } = writtenTree();
    const entry = { path: "../outside/c.yaml", sha256: "0".repeat(64), mode: "0644" };
    const manifestWith = (path: string): string =>
      JSON.stringify({ version: 1, inventory: "lab", files: [{ ...entry, path }] });
    writeFileSync(`${dir}/.gen-manifest.json`, manifestWith(entry.path));
    expect(worldErrorOf(() => generate(dir, [], "overwrite")).line).toContain("holds `.` or `..`");
    writeFileSync(`${dir}/.gen-manifest.json`, manifestWith("a\u001b[2J\n"));
    expect(worldErrorOf(() => generate(dir, [], "overwrite")).line).toContain(
      "`a\\x1b[2J\\x0a` holds a control character",
    );
    expect(contentsOf(outside)).toEqual({ "c.yaml": "precious\n" });
  });
});
