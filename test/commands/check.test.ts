import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { edit } from "./edit.ts";
import { COUNT, genHere } from "./in-process.ts";
import { workFolder } from "./work-folder.ts";

const TREE = "out/two-clusters";

async function freshTree(): Promise<string> {
  const cwd = workFolder();
  expect(await genHere({ quiet: true }, cwd)).toEqual({ code: 0, out: "", err: "" });
  return cwd;
}

describe("gen --check", () => {
  it("is content with what gen has written, and writes nothing", async () => {
    const cwd = await freshTree();
    expect(await genHere({ check: true }, cwd)).toEqual({ code: 0, out: "", err: `${TREE} is up to date\n` });
    expect(await genHere({ quiet: true, check: true }, cwd)).toEqual({ code: 0, out: "", err: "" });
  });

  it("finds everything missing where nothing was ever written, and does not write it", async () => {
    const cwd = workFolder();
    const { code, out, err } = await genHere({ check: true }, cwd);
    expect({ code, err }).toEqual({ code: 1, err: `${TREE} is stale: ${COUNT} missing\n` });
    expect(out).toContain("--- /dev/null\n+++ b/frrtor/frr.conf\n");
    expect(existsSync(join(cwd, "out"))).toBe(false);
  });

  it("finds any change of any file", async () => {
    const cwd = await freshTree();
    const files = readdirSync(join(cwd, TREE), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    expect(files).toHaveLength(COUNT + 1);
    // All at once for each kind of change: one for each file would say no more.
    for (const file of files.filter((name) => !name.endsWith(".gen-manifest.json")))
      appendFileSync(file, "x");
    expect((await genHere({ quiet: true, check: true }, cwd)).err).toBe(
      `${TREE} is stale: ${COUNT} edited by hand\n`,
    );
    for (const file of files) rmSync(file);
    expect((await genHere({ quiet: true, check: true }, cwd)).err).toBe(
      `${TREE} is stale: ${COUNT} missing\n`,
    );
  });

  it("prints a patch that brings the tree up to date", async () => {
    const cwd = await freshTree();
    edit(
      cwd,
      "inventories/two-clusters.yaml",
      "id: 1, network: kind01, asn: 65101, workers: 1",
      "id: 1, network: kind01, asn: 65101, workers: 2",
    );
    rmSync(join(cwd, TREE, "down.sh"));
    const { code, out, err } = await genHere({ check: true }, cwd);
    expect(code).toBe(1);
    expect(err).toMatch(/^out\/two-clusters is stale: 1 missing, \d+ out of date\n$/);
    expect(out).toContain("\n+  - role: worker\n");
    writeFileSync(join(cwd, "patch"), out);
    execFileSync("git", ["apply", "../../patch"], { cwd: join(cwd, TREE) });
    expect((await genHere({ check: true }, cwd)).err).toBe(
      `${TREE} is stale: only its manifest is out of date\n`,
    );
    expect((await genHere({ quiet: true }, cwd)).code).toBe(0);
    expect((await genHere({ check: true }, cwd)).code).toBe(0);
  });

  it("says with --quiet only that the tree is stale", async () => {
    const cwd = await freshTree();
    appendFileSync(join(cwd, TREE, "up.sh"), "x\n");
    expect(await genHere({ quiet: true, check: true }, cwd)).toEqual({
      code: 1,
      out: "",
      err: `${TREE} is stale: 1 edited by hand\n`,
    });
  });

  it("recognises a run that was killed, and the next run mends it and says so", async () => {
    const cwd = await freshTree();
    const tree = join(cwd, TREE);
    // As a run leaves it that is killed between two files: a journal, and a file that is not there yet.
    mkdirSync(join(tree, ".gen-tmp"));
    writeFileSync(join(tree, ".gen-tmp/journal.json"), readFileSync(join(tree, ".gen-manifest.json")));
    renameSync(join(tree, "up.sh"), join(tree, ".gen-tmp/1"));
    const { code, err } = await genHere({ quiet: true, check: true }, cwd);
    expect(code).toBe(1);
    expect(err).toBe(`${TREE} is stale: 1 missing, a run was killed half-way, and the next one mends it\n`);
    const mended = await genHere({}, cwd);
    expect(mended.code).toBe(0);
    expect(mended.out).toContain(
      `1 file written, ${COUNT - 1} unchanged, 0 removed\n  a run had been killed half-way: its work is finished\n`,
    );
    expect((await genHere({ check: true }, cwd)).code).toBe(0);
  });

  it("does not look at the tree of an inventory that is wrong", async () => {
    const cwd = await freshTree();
    edit(cwd, "inventories/two-clusters.yaml", "asn: 65101", "asn: 0");
    const { code, out, err } = await genHere({ check: true }, cwd);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("error[asn-reserved]: ");
    expect(err).not.toContain("stale");
  });
});
