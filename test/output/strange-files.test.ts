import { mkdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isStale } from "../../src/output/comparison.ts";
import { writeTree } from "../../src/output/write-tree.ts";
import { first, firstTree, second } from "./first-tree.ts";
import { artifacts, compare, contentsOf, generate, paths, put, worldErrorOf } from "./scratch.ts";

describe("files that are not gen's", () => {
  it("stops before anything is written if a file was edited by hand", () => {
    const dir = firstTree();
    put(dir, "kind01/bgp.yaml", "mine\n");
    put(dir, "old/gone.txt", "mine too\n");
    const before = contentsOf(dir);
    const comparison = compare(dir, artifacts(second));
    expect(paths(comparison.edited)).toEqual(["kind01/bgp.yaml", "old/gone.txt"]);
    expect(paths(comparison.removed)).toEqual([]);
    expect(isStale(comparison)).toBe(true);
    expect(worldErrorOf(() => writeTree(comparison, "refuse"))).toEqual({
      line: `\`${dir}/kind01/bgp.yaml\` and 1 more would be lost: edited by hand, or not of gen's making`,
      exitCode: 1,
    });
    expect(contentsOf(dir)).toEqual(before);
    writeTree(comparison, "overwrite");
    expect(contentsOf(dir)).toEqual(second);
  });

  it("does not mind an edit that is what gen would write", () => {
    const dir = firstTree();
    put(dir, "README.md", "two\n");
    expect(generate(dir, artifacts(second)).edited).toEqual([]);
    expect(contentsOf(dir)).toEqual(second);
  });

  it("stops if somebody's file is where a new one goes", () => {
    const dir = firstTree();
    put(dir, "kind02/new", "mine\n");
    const comparison = compare(dir, artifacts(second));
    expect(paths(comparison.occupied)).toEqual(["kind02/new"]);
    expect(worldErrorOf(() => writeTree(comparison, "refuse")).exitCode).toBe(1);
    expect(contentsOf(dir)).toEqual({ ...first, "kind02/new": "mine\n" });
    writeTree(comparison, "overwrite");
    expect(contentsOf(dir)).toEqual(second);
  });

  it("adopts a file that is already as wanted", () => {
    const dir = firstTree();
    put(dir, "kind02/new", "n\n");
    expect(generate(dir, artifacts(second)).unchanged).toContain("kind02/new");
    generate(dir, artifacts(first));
    expect(contentsOf(dir)).toEqual(first);
  });

  it("lists them and leaves them alone", () => {
    const dir = firstTree();
    put(dir, "notes/deep/a", "");
    put(dir, "notes/b", "");
    put(dir, "old/mine", "m");
    put(dir, "kind01/kubeconfig", "k");
    mkdirSync(`${dir}/empty`);
    const comparison = generate(dir, artifacts(second));
    expect(comparison.foreign).toEqual(["empty/", "kind01/kubeconfig", "notes/", "old/mine"]);
    expect(contentsOf(dir)).toEqual({
      ...second,
      "notes/deep/a": "",
      "notes/b": "",
      "old/mine": "m",
      "kind01/kubeconfig": "k",
      "empty/": "",
    });
    expect(isStale(compare(dir, artifacts(second)))).toBe(false);
  });

  it("refuses to make a folder of somebody's file, or a file of a folder with somebody's files", () => {
    const dir = firstTree();
    put(dir, "kind02", "mine\n");
    expect(worldErrorOf(() => compare(dir, artifacts(second)))).toEqual({
      line: `\`${dir}/kind02\` is not of gen's making, and gen needs a folder there: move it away`,
      exitCode: 1,
    });
    put(dir, "old/deep/mine", "mine\n");
    expect(worldErrorOf(() => compare(dir, artifacts({ old: "file\n" })))).toEqual({
      line: `\`${dir}/old\` holds \`old/deep/\`, which is not of gen's making, and gen needs a file there: move it away`,
      exitCode: 1,
    });
  });
});

describe("a tree that changes between reading and writing", () => {
  it.each([
    ["saved by an editor, as long as before", "README.md", "own\n"],
    ["put where a new one goes", "kind02/new", "n\n"],
    ["to be removed, and saved", "old/gone.txt", "y\n"],
  ])("stops at a file that is %s", (_, path, content) => {
    const dir = firstTree();
    const comparison = compare(dir, artifacts(second));
    put(dir, path, content);
    const before = contentsOf(dir);
    expect(worldErrorOf(() => writeTree(comparison, "overwrite"))).toEqual({
      line: `\`${dir}/${path}\` changed while gen was at work: run gen again`,
      exitCode: 3,
    });
    expect(contentsOf(dir)).toEqual(before);
  });

  it("stops if another run came in between", () => {
    const dir = firstTree();
    const comparison = compare(dir, artifacts({ ...first, "a/only": "1\n" }));
    generate(dir, artifacts({ ...first, "b/only": "2\n" }));
    expect(worldErrorOf(() => writeTree(comparison, "refuse")).line).toContain(
      "changed while gen was at work",
    );
    expect(contentsOf(dir)).toEqual({ ...first, "b/only": "2\n" });
  });
});
