import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatManifest, type ManifestEntry } from "../../src/output/manifest.ts";
import { parseManifest } from "../../src/output/parse-manifest.ts";
import { pathsProblem } from "../../src/output/tree-path.ts";

const sha256 = "0123456789abcdef".repeat(4);
const entry: ManifestEntry = { path: "a/b.yaml", sha256, mode: "0644" };

describe("formatManifest", () => {
  it("gives each file a line, in code-unit order", () => {
    const script: ManifestEntry = { path: "Z.sh", sha256, mode: "0755" };
    expect(formatManifest("two-clusters", [entry, script])).toBe(`{
  "$comment": "made by gen from inventory \\"two-clusters\\": edit that instead, gen overwrites this file and the ones it lists",
  "version": 1,
  "inventory": "two-clusters",
  "files": [
    { "path": "Z.sh", "sha256": "${sha256}", "mode": "0755" },
    { "path": "a/b.yaml", "sha256": "${sha256}", "mode": "0644" }
  ]
}
`);
  });

  it("writes a tree without files", () => {
    expect(JSON.parse(formatManifest("lab", []))).toMatchObject({ version: 1, inventory: "lab", files: [] });
  });

  it("is read back as it was written", () => {
    const entries = fc.uniqueArray(
      fc.record({
        path: fc.string({ unit: "binary" }).filter((path) => pathsProblem([path]) === undefined),
        sha256: fc.constant(sha256),
        mode: fc.constantFrom<"0644" | "0755">("0644", "0755"),
      }),
      { selector: ({ path }) => path },
    );
    fc.assert(
      fc.property(fc.string(), entries, (inventory, files) => {
        fc.pre(pathsProblem(files.map(({ path }) => path)) === undefined);
        const parsed = parseManifest(formatManifest(inventory, files));
        expect(parsed).toMatchObject({ files: new Map(files.map((file) => [file.path, file])) });
      }),
    );
  });
});

describe("parseManifest", () => {
  const problemOf = (value: unknown): unknown => parseManifest(JSON.stringify(value));
  const whole = { version: 1, inventory: "lab", files: [entry] };

  it("takes what it should", () => {
    expect(parseManifest(JSON.stringify(whole))).toHaveProperty("files");
  });

  it.each([
    ["half a file", '{ "version": 1, "inv', "is not JSON"],
    ["merge marks", "<<<<<<< HEAD\n{}", "is not JSON"],
    ["nothing", "", "is not JSON"],
  ])("refuses %s", (_, text, problem) => {
    expect(parseManifest(text)).toEqual({ problem });
  });

  it.each([
    [null, "is not a JSON object"],
    [[], "is not a JSON object"],
    [{ ...whole, version: 2 }, "has a `version` other than 1"],
    [{ ...whole, version: "1" }, "has a `version` other than 1"],
    [{ ...whole, inventory: 7 }, "does not name its `inventory`"],
    [{ ...whole, files: {} }, "has no list of `files`"],
    [{ ...whole, files: [entry, null] }, "has a malformed entry: number 2 of `files`"],
    [{ ...whole, files: [["a", sha256, "0644"]] }, "has a malformed entry: number 1 of `files`"],
    [{ ...whole, files: [{ ...entry, path: 1 }] }, "has a malformed entry: number 1 of `files`"],
    [{ ...whole, files: [{ ...entry, mode: "0777" }] }, "has a malformed entry: number 1 of `files`"],
    [{ ...whole, files: [{ ...entry, mode: 420 }] }, "has a malformed entry: number 1 of `files`"],
    [{ ...whole, files: [{ ...entry, sha256: "abc" }] }, "has a malformed entry: number 1 of `files`"],
    [
      { ...whole, files: [{ ...entry, sha256: sha256.toUpperCase() }] },
      "has a malformed entry: number 1 of `files`",
    ],
    [
      { ...whole, files: [{ ...entry, sha256: `${sha256}\n` }] },
      "has a malformed entry: number 1 of `files`",
    ],
    [
      { ...whole, files: [{ ...entry, path: "../x" }] },
      "lists a path that gen never writes: `../x` holds `.` or `..`",
    ],
    [{ ...whole, files: [entry, entry] }, "lists a path that gen never writes: `a/b.yaml` is there twice"],
  ])("refuses %j", (value, problem) => {
    expect(problemOf(value)).toEqual({ problem });
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(typeof parseManifest(text)).toBe("object");
      }),
    );
  });
});
