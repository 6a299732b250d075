import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { GenOptions } from "../../src/commands/gen.ts";
import type { Ran } from "./cli.ts";
import { edit } from "./edit.ts";
import { COUNT, genHere, planHere } from "./in-process.ts";
import { workFolder } from "./work-folder.ts";

/** Runs gen and reads what it printed; with --json nothing goes anywhere else. */
async function report(options: Partial<GenOptions>, cwd: string) {
  return read(await genHere({ ...options, json: true }, cwd));
}

function read({ code, out, err }: Ran) {
  expect(err).toBe("");
  const value = JSON.parse(out);
  expect(value.exitCode).toBe(code);
  return value;
}

describe("gen --json", () => {
  it("tells what became of each file", async () => {
    const cwd = workFolder();
    const first = await report({}, cwd);
    expect(first).toMatchObject({ exitCode: 0, error: null, diagnostics: [], out: "out/two-clusters" });
    expect(first.files).toMatchObject({ written: true, unchanged: [], edited: [], foreign: [] });
    expect(first.files.added).toHaveLength(COUNT);
    writeFileSync(join(cwd, "out/two-clusters/mine"), "");
    const second = await report({}, cwd);
    expect(second.files).toMatchObject({ written: true, stale: false, added: [], foreign: ["mine"] });
    expect(second.files.unchanged).toEqual(first.files.added);
    expect(second).not.toHaveProperty("diff");
  });

  it("tells why nothing was written", async () => {
    const cwd = workFolder();
    await genHere({ quiet: true }, cwd);
    appendFileSync(join(cwd, "out/two-clusters/up.sh"), "x\n");
    const refused = await report({}, cwd);
    expect(refused).toMatchObject({ exitCode: 1, files: { written: false, edited: ["up.sh"] } });
    const checked = await report({ check: true }, cwd);
    expect(checked.files).toMatchObject({
      written: false,
      stale: true,
      manifestStale: false,
      edited: ["up.sh"],
    });
    expect(checked.diff).toMatch(/^diff --git a\/up\.sh b\/up\.sh\n/);
    edit(cwd, "out/two-clusters/.gen-manifest.json", '"version": 1', '"version":  1');
    expect((await report({ force: true }, cwd)).files).toMatchObject({
      written: true,
      manifestStale: true,
    });
    expect(await report({ check: true }, cwd)).toMatchObject({
      exitCode: 0,
      diff: "",
      files: { stale: false },
    });
  });

  it("has warnings and errors with their places", async () => {
    const cwd = workFolder();
    const verbatim = await report({ inventory: "two-clusters-verbatim.yaml" }, cwd);
    expect(verbatim.diagnostics.map(({ severity }: { severity: string }) => severity)).not.toContain("error");
    expect(verbatim.diagnostics).toContainEqual({
      severity: "warning",
      code: "multihop-on-link",
      message: "multihop 4 is not needed: routers and nodes are on one network",
      file: "inventories/two-clusters-verbatim.yaml",
      line: 13,
      column: 13,
      endLine: 13,
      endColumn: 14,
      help: "leave `multihop` out",
    });
    edit(cwd, "inventories/two-clusters.yaml", "  anycast: {", "  Any\u001bcast: {");
    const wrong = await report({}, cwd);
    expect(wrong).toMatchObject({ exitCode: 1, error: null, out: null, files: null });
    expect(wrong.diagnostics[0]).toMatchObject({
      code: "bad-name",
      line: 21,
      column: 3,
    });
  });

  it("quotes the user's words without what a terminal would obey", async () => {
    const cwd = workFolder();
    const word = "any\u001b[31m\u009b31m\u202ecast";
    edit(cwd, "inventories/two-clusters.yaml", "  anycast: {", `  ${word}: {`);
    const { out } = await genHere({ json: true }, cwd);
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(JSON.parse(out).diagnostics[0].message).toContain(word);
  });

  it("has the world's errors, too", async () => {
    const cwd = workFolder();
    const missing = { inventory: "nope.yaml", json: true };
    for (const ran of [await genHere(missing, cwd), await planHere(missing, cwd)]) {
      expect(read(ran)).toEqual({
        exitCode: 3,
        error: "there is no inventory `nope.yaml` or `inventories/nope.yaml`",
        diagnostics: [],
      });
    }
    expect(await report({ out: "inventories/two-clusters.yaml" }, cwd)).toMatchObject({
      exitCode: 3,
      error: "`inventories/two-clusters.yaml` is not a folder",
    });
  });
});
