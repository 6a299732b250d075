import { createHash } from "node:crypto";
import { chmodSync, readFileSync, rmSync, statSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isStale } from "../../src/output/comparison.ts";
import { first, firstTree, second } from "./first-tree.ts";
import { artifacts, compare, contentsOf, generate, paths, put, scratchFolder } from "./scratch.ts";

describe("writing", () => {
  it("makes the tree and its manifest where nothing was", () => {
    const dir = `${scratchFolder()}/out/lab`;
    const comparison = generate(dir, artifacts(first));
    expect(paths(comparison.added)).toEqual(["README.md", "kind01/bgp.yaml", "kind01/up.sh", "old/gone.txt"]);
    expect(isStale(comparison)).toBe(true);
    expect(contentsOf(dir)).toEqual(first);
    expect(isStale(compare(dir, artifacts(first)))).toBe(false);
    expect(JSON.parse(readFileSync(`${dir}/.gen-manifest.json`, "utf8")).files).toEqual(
      artifacts(first).map(({ path, content, mode }) => ({
        path,
        sha256: createHash("sha256").update(content).digest("hex"),
        mode: mode === 0o755 ? "0755" : "0644",
      })),
    );
  });

  it("has the order of the artifacts change nothing", () => {
    const dir = firstTree();
    const manifest = readFileSync(`${dir}/.gen-manifest.json`, "utf8");
    expect(isStale(compare(dir, artifacts(first).toReversed()))).toBe(false);
    generate(dir, artifacts(first).toReversed());
    expect(compare(dir, artifacts(first).toReversed()).unchanged).toEqual(
      compare(dir, artifacts(first)).unchanged,
    );
    expect(readFileSync(`${dir}/.gen-manifest.json`, "utf8")).toBe(manifest);
    expect(manifest).not.toContain(dir);
  });

  it("adds, changes and removes, folders too", () => {
    const dir = firstTree();
    const comparison = generate(dir, artifacts(second));
    expect(paths(comparison.added)).toEqual(["kind02/new"]);
    expect(paths(comparison.changed)).toEqual(["README.md"]);
    expect(paths(comparison.removed)).toEqual(["old/gone.txt"]);
    expect(comparison.unchanged).toEqual(["kind01/bgp.yaml", "kind01/up.sh"]);
    expect(contentsOf(dir)).toEqual(second);
  });

  it("does not touch what is right already, the manifest included", () => {
    const dir = firstTree();
    const stampOf = (path: string): unknown => {
      const { ino, mtimeMs, ctimeMs } = statSync(`${dir}/${path}`);
      return { ino, mtimeMs, ctimeMs };
    };
    const names = ["kind01/bgp.yaml", "kind01/up.sh"];
    const before = names.map(stampOf);
    const all = [".", "README.md", ".gen-manifest.json"].map(stampOf);
    generate(dir, artifacts(first));
    expect([".", "README.md", ".gen-manifest.json"].map(stampOf)).toEqual(all);
    generate(dir, artifacts(second));
    expect(names.map(stampOf)).toEqual(before);
  });

  it("replaces a file by a new one, so that a reader of the old never sees a mixture", () => {
    const dir = firstTree();
    const before = statSync(`${dir}/README.md`).ino;
    generate(dir, artifacts(second));
    expect(statSync(`${dir}/README.md`).ino).not.toBe(before);
  });

  it("keeps a folder that is still needed, even if all that was in it goes: it may be mounted somewhere", () => {
    const dir = firstTree();
    const before = statSync(`${dir}/old`).ino;
    generate(dir, artifacts({ "old/other.txt": "o\n" }));
    expect(contentsOf(dir)).toEqual({ "old/other.txt": "o\n" });
    expect(statSync(`${dir}/old`).ino).toBe(before);
  });

  it("recreates a file that is gone", () => {
    const dir = firstTree();
    rmSync(`${dir}/kind01`, { recursive: true });
    const comparison = generate(dir, artifacts(first));
    expect(paths(comparison.added)).toEqual(["kind01/bgp.yaml", "kind01/up.sh"]);
    expect(contentsOf(dir)).toEqual(first);
  });

  it("forgets a file that is gone and no longer wanted, and its folder", () => {
    const dir = firstTree();
    rmSync(`${dir}/old/gone.txt`);
    expect(generate(dir, artifacts(second)).removed).toEqual([]);
    expect(contentsOf(dir)).toEqual(second);
  });

  it("turns a file into a folder and back", () => {
    const dir = `${scratchFolder()}/lab`;
    const file = { a: "file\n", z: "z\n" };
    const folder = { "a/b/c": "folder\n", z: "z\n" };
    for (const contents of [file, folder, file]) {
      generate(dir, artifacts(contents));
      expect(contentsOf(dir)).toEqual(contents);
    }
  });

  it("takes a tree without artifacts", () => {
    const dir = firstTree();
    generate(dir, []);
    expect(contentsOf(dir)).toEqual({});
    expect(isStale(compare(dir, []))).toBe(false);
  });

  it("writes the manifest anew when it alone is out of date", () => {
    const dir = firstTree();
    rmSync(`${dir}/.gen-manifest.json`);
    const comparison = generate(dir, artifacts(first));
    expect(isStale(comparison)).toBe(true);
    expect(comparison.unchanged).toHaveLength(4);
    expect(isStale(compare(dir, artifacts(first)))).toBe(false);
  });
});

describe("modes", () => {
  it("mends a wrong mode in place and does not take it for an edit", () => {
    const dir = firstTree();
    chmodSync(`${dir}/kind01/up.sh`, 0o640);
    chmodSync(`${dir}/README.md`, 0o755);
    const before = statSync(`${dir}/kind01/up.sh`).ino;
    const comparison = generate(dir, artifacts(first));
    expect(paths(comparison.changed)).toEqual(["README.md", "kind01/up.sh"]);
    expect(comparison.edited).toEqual([]);
    expect(contentsOf(dir)).toEqual(first);
    expect(statSync(`${dir}/kind01/up.sh`)).toMatchObject({ ino: before, mode: 0o100750 });
    expect(statSync(`${dir}/README.md`).mode).toBe(0o100644);
  });

  it("leaves alone what a umask or a checkout makes of the other bits", () => {
    const dir = firstTree();
    chmodSync(`${dir}/kind01/up.sh`, 0o700);
    chmodSync(`${dir}/README.md`, 0o674);
    expect(isStale(compare(dir, artifacts(first)))).toBe(false);
  });

  it("follows an artifact that becomes a script", () => {
    const dir = firstTree();
    generate(dir, artifacts({ "README.md*": "one\n" }));
    expect(contentsOf(dir)).toEqual({ "README.md*": "one\n" });
  });
});

describe("line endings", () => {
  it("does not touch a file, or a manifest, that a checkout gave CRLF", () => {
    const dir = firstTree();
    put(dir, "README.md", "one\r\n");
    put(
      dir,
      ".gen-manifest.json",
      readFileSync(`${dir}/.gen-manifest.json`, "utf8").replaceAll("\n", "\r\n"),
    );
    expect(isStale(compare(dir, artifacts(first)))).toBe(false);
    rmSync(`${dir}/old/gone.txt`);
    generate(dir, artifacts(first));
    expect(contentsOf(dir)).toEqual({ ...first, "README.md": "one\r\n" });
    expect(readFileSync(`${dir}/.gen-manifest.json`, "utf8")).toContain("\r\n");
  });

  it("still knows such a file for gen's own", () => {
    const dir = firstTree();
    put(dir, "README.md", "one\r\n");
    put(dir, "old/gone.txt", "x\r\n");
    generate(dir, artifacts(second));
    expect(contentsOf(dir)).toEqual(second);
  });

  it("keeps them when it mends the mode", () => {
    const dir = firstTree();
    put(dir, "kind01/up.sh", "#!/bin/sh\r\n");
    chmodSync(`${dir}/kind01/up.sh`, 0o644);
    generate(dir, artifacts(first));
    expect(contentsOf(dir)["kind01/up.sh*"]).toBe("#!/bin/sh\r\n");
  });
});

it("throws a bug, not a world error, for artifacts that cannot be a tree", () => {
  const dir = scratchFolder();
  expect(() => compare(dir, artifacts({ "../x": "" }))).toThrow(
    "the artifacts of lab cannot be written: `../x`",
  );
  expect(() => compare(dir, artifacts({ a: "", "a/b": "" }))).toThrow("is both a file and a folder");
});
