import { execFileSync } from "node:child_process";
import { chmodSync, cpSync } from "node:fs";
import fc from "fast-check";
import { expect, it } from "vitest";
import { unifiedDiff } from "../../src/output/unified-diff.ts";
import { wholeFileHunk } from "../../src/output/whole-file-hunk.ts";
import { artifacts, compare, contentsOf, generate, put, scratchFolder } from "./scratch.ts";

const lines = (count: number, changed: number): string =>
  Array.from({ length: count }, (_, i) => (i === changed ? "changed\n" : `line ${i}\n`)).join("");

/** The diff from a tree with `before` to `after`, and a copy of the tree for it to be applied to. */
async function diffBetween(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
) {
  const scratch = scratchFolder();
  generate(`${scratch}/lab`, artifacts(before));
  cpSync(`${scratch}/lab`, `${scratch}/copy`, { recursive: true });
  return { copy: `${scratch}/copy`, diff: await unifiedDiff(compare(`${scratch}/lab`, artifacts(after))) };
}

function gitApply(dir: string, diff: string): void {
  execFileSync("git", ["apply", "--whitespace=nowarn", "-"], {
    cwd: dir,
    input: diff,
    stdio: ["pipe", "pipe", "pipe"],
  });
}

it("says what was added, changed, removed and made executable", async () => {
  const before = { "a/changed": lines(9, -1), "b removed": "x\n", "run.sh": "#!/bin/sh\n", same: "s\n" };
  const after = { "a/changed": lines(9, 4), "c/added*": "y\n", "run.sh*": "#!/bin/sh\n", same: "s\n" };
  const { diff, copy } = await diffBetween(before, after);
  expect(diff).toBe(`diff --git a/a/changed b/a/changed
--- a/a/changed
+++ b/a/changed
@@ -2,7 +2,7 @@
 line 1
 line 2
 line 3
-line 4
+changed
 line 5
 line 6
 line 7
diff --git a/b removed b/b removed
deleted file mode 100644
--- a/b removed
+++ /dev/null
@@ -1,1 +0,0 @@
-x
diff --git a/c/added b/c/added
new file mode 100755
--- /dev/null
+++ b/c/added
@@ -0,0 +1,1 @@
+y
diff --git a/run.sh b/run.sh
old mode 100644
new mode 100755
`);
  gitApply(copy, diff);
  expect(contentsOf(copy)).toEqual(after);
});

it("is empty where nothing is to be done", async () => {
  const { diff } = await diffBetween({ a: "1\n" }, { a: "1\n" });
  expect(diff).toBe("");
});

it("shows what --force would do to edits and strangers", async () => {
  const dir = `${scratchFolder()}/lab`;
  generate(dir, artifacts({ edited: "1\n" }));
  put(dir, "edited", "mine\n");
  put(dir, "occupied", "mine\n");
  chmodSync(`${dir}/occupied`, 0o755);
  const diff = await unifiedDiff(compare(dir, artifacts({ edited: "2\n", occupied: "3\n" })));
  expect(diff).toContain("--- a/edited\n+++ b/edited\n@@ -1,1 +1,1 @@\n-mine\n+2\n");
  expect(diff).toContain("old mode 100755\nnew mode 100644\n--- a/occupied\n");
});

it("does not show line endings, nor the bytes of what is not text", async () => {
  const dir = `${scratchFolder()}/lab`;
  put(dir, "crlf", "1\r\n2\r\n");
  put(dir, "binary", "\0\x01");
  const diff = await unifiedDiff(compare(dir, artifacts({ crlf: "1\n3\n", binary: "text\n" })));
  expect(diff).toContain("@@ -1,2 +1,2 @@\n 1\n-2\n+3\n");
  expect(diff).toContain("diff --git a/binary b/binary\nBinary files a/binary and b/binary differ\n");
});

it("gives large files that have nothing in common in reasonable time", async () => {
  const before = { a: Array.from({ length: 20_000 }, (_, i) => `old ${i}\n`).join("") };
  const after = { a: Array.from({ length: 20_000 }, (_, i) => `new ${i}\n`).join("") };
  const { diff, copy } = await diffBetween(before, after);
  gitApply(copy, diff);
  expect(contentsOf(copy)).toEqual(after);
}, 5_000);

it("is applied by git to the wanted tree", { timeout: 60_000 }, async () => {
  const text = fc
    .array(fc.constantFrom("a\n", "b\n", "\n", "-x\n", "end"), { maxLength: 12 })
    .map((some) => some.join(""));
  const tree = fc.dictionary(fc.constantFrom("a", "b/c*", "b/d e", "ü"), text, { noNullPrototype: true });
  await fc.assert(
    fc.asyncProperty(tree, tree, async (before, after) => {
      const { diff, copy } = await diffBetween(before, after);
      if (diff !== "") gitApply(copy, diff);
      const filesOf = (contents: object) => Object.entries(contents).filter(([path]) => !path.endsWith("/"));
      expect(Object.fromEntries(filesOf(contentsOf(copy)))).toEqual(after);
    }),
    { numRuns: 100 },
  );
});

it.each([
  ["", "a\n", ["+a"]],
  ["a", "", ["-a", "\\ No newline at end of file"]],
  ["a\n\n", "\n", ["-a", "-", "+"]],
])("takes the whole of %j for the whole of %j", (before, after, expected) => {
  expect(wholeFileHunk(before, after).lines).toEqual(expected);
});
