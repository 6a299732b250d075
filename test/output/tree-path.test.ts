import { describe, expect, it } from "vitest";
import { foldersOf, parentOf, pathsProblem } from "../../src/output/tree-path.ts";

describe("pathsProblem", () => {
  it.each([
    ["", "holds an empty name"],
    ["/etc/passwd", "is absolute"],
    ["a//b", "holds an empty name"],
    ["a/", "holds an empty name"],
    ["../x", "holds `.` or `..`"],
    ["a/../../x", "holds `.` or `..`"],
    ["./a", "holds `.` or `..`"],
    ["..", "holds `.` or `..`"],
    ["a\\..\\b", "holds a backslash"],
    ["a\0b", "holds a control character"],
    ["a\nb", "holds a control character"],
    ["a\u001b[2Jb", "holds a control character"],
    ["a\u0085b", "holds a control character"],
    ["a\ud800", "is not Unicode text"],
    [".gen-manifest.json", "is a name that gen keeps for itself"],
    [".GEN-Manifest.json", "is a name that gen keeps for itself"],
    [".gen-tmp", "is a name that gen keeps for itself"],
    [".gen-tmp/1", "is a name that gen keeps for itself"],
    [".Gen-Tmp/1", "is a name that gen keeps for itself"],
  ])("refuses %j", (path, problem) => {
    expect(pathsProblem(["fine", path])).toBe(`\`${path}\` ${problem}`);
  });

  it("refuses a path twice, and one that is a file and a folder", () => {
    expect(pathsProblem(["a", "b", "a"])).toBe("`a` is there twice");
    expect(pathsProblem(["a/b/c", "a/b"])).toBe("`a/b` is both a file and a folder");
  });

  it("takes what artifacts are called", () => {
    const names = [
      "README.md",
      "kind01/cilium/bgp.yaml",
      ".gitignore",
      "a/.gen-tmp",
      "...",
      "..a",
      "a b",
      "ü/😀",
    ];
    expect(pathsProblem(names)).toBeUndefined();
  });
});

describe("foldersOf", () => {
  it("gives every folder on the way", () => {
    expect([...foldersOf(["a/b/c", "a/d", "e"])].sort()).toEqual(["a", "a/b"]);
    expect(parentOf("e")).toBe("");
  });
});
