import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isStale } from "../../src/output/comparison.ts";
import { type Disk, realDisk } from "../../src/output/disk.ts";
import { writeTree } from "../../src/output/write-tree.ts";
import {
  artifacts,
  compare,
  contentsOf,
  generate,
  paths,
  put,
  scratchFolder,
  worldErrorOf,
} from "./scratch.ts";

const first = {
  "README.md": "one\n",
  "kind01/bgp.yaml": "a: 1\n",
  "kind01/up.sh*": "#!/bin/sh\n",
  "old/gone.txt": "x\n",
};
const second = {
  "README.md": "two\n",
  "kind01/bgp.yaml": "a: 1\n",
  "kind01/up.sh*": "#!/bin/sh\n",
  "kind02/new": "n\n",
};

/** A tree that holds `first`, and nothing else. */
function firstTree(): string {
  const dir = `${scratchFolder()}/out/lab`;
  generate(dir, artifacts(first));
  return dir;
}

describe("writing", () => {
  it("makes the tree and its manifest where nothing was", () => {
    const dir = `${scratchFolder()}/out/lab`;
    const comparison = generate(dir, artifacts(first));
    expect(paths(comparison.added)).toEqual(["README.md", "kind01/bgp.yaml", "kind01/up.sh", "old/gone.txt"]);
    expect(isStale(comparison)).toBe(true);
    expect(contentsOf(dir)).toEqual(first);
    expect(isStale(compare(dir, artifacts(first)))).toBe(false);
  });

  it("has the order of the artifacts change nothing", () => {
    const dir = firstTree();
    const manifest = readFileSync(`${dir}/.gen-manifest.json`, "utf8");
    expect(isStale(compare(dir, artifacts(first).toReversed()))).toBe(false);
    generate(dir, artifacts(first).toReversed());
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
    chmodSync(`${dir}/README.md`, 0o664);
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
    generate(dir, artifacts(first));
    expect(contentsOf(dir)["README.md"]).toBe("one\r\n");
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
    ["saved by an editor", "README.md"],
    ["put where a new one goes", "kind02/new"],
    ["to be removed, and saved", "old/gone.txt"],
  ])("stops at a file that is %s", (_, path) => {
    const dir = firstTree();
    const comparison = compare(dir, artifacts(second));
    put(dir, path, "mine\n");
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

describe("a disk that refuses", () => {
  const full = (path: string): never => {
    throw Object.assign(new Error("full"), { code: "ENOSPC", errno: -28, syscall: "write", path });
  };

  it("gives the staged files back when the disk is full, and the tree is as it was", () => {
    const dir = firstTree();
    const disk: Disk = {
      ...realDisk,
      writeFile: (path, content, mode) =>
        path.endsWith("/.gen-tmp/2") ? full(path) : writeFileSync(path, content, { mode }),
    };
    expect(worldErrorOf(() => generate(dir, artifacts(second), "refuse", disk))).toEqual({
      line: `cannot write \`${dir}/.gen-tmp/2\`: no space left on device`,
      exitCode: 3,
    });
    expect(contentsOf(dir)).toEqual(first);
    expect(isStale(compare(dir, artifacts(first)))).toBe(false);
  });

  it("is mended later when it refuses half way", () => {
    const dir = firstTree();
    let renames = 0;
    const disk: Disk = {
      ...realDisk,
      rename: (from, to) => (renames++ === 2 ? full(to) : realDisk.rename(from, to)),
    };
    expect(worldErrorOf(() => generate(dir, artifacts(second), "refuse", disk)).exitCode).toBe(3);
    expect(compare(dir, artifacts(second)).interrupted).toBe(true);
    generate(dir, artifacts(second));
    expect(contentsOf(dir)).toEqual(second);
  });
});

it("throws a bug, not a world error, for artifacts that cannot be a tree", () => {
  const dir = scratchFolder();
  expect(() => compare(dir, artifacts({ "../x": "" }))).toThrow(
    "the artifacts of lab cannot be written: `../x`",
  );
  expect(() => compare(dir, artifacts({ a: "", "a/b": "" }))).toThrow("is both a file and a folder");
});
