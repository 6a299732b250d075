import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { edit } from "./edit.ts";
import { expectGolden } from "./golden-text.ts";
import { COUNT, genHere } from "./in-process.ts";
import { workFolder } from "./work-folder.ts";

describe("gen", () => {
  it("says what it derived and what became of the files, and the second time that nothing did", async () => {
    const cwd = workFolder();
    const first = await genHere({}, cwd);
    expect(first).toMatchObject({ code: 0, err: "" });
    expectGolden(first.out, "summary.txt");
    const before = statSync(join(cwd, "out/two-clusters/up.sh")).mtimeMs;
    const second = await genHere({}, cwd);
    expect(second).toEqual({
      code: 0,
      out: first.out.replace(`${COUNT} files written, 0 unchanged`, `0 files written, ${COUNT} unchanged`),
      err: "",
    });
    expect(statSync(join(cwd, "out/two-clusters/up.sh")).mtimeMs).toBe(before);
  });
});

describe("gen", () => {
  it("says with --quiet nothing, and writes all the same", async () => {
    const cwd = workFolder();
    expect(await genHere({ quiet: true }, cwd)).toEqual({ code: 0, out: "", err: "" });
    expect(statSync(join(cwd, "out/two-clusters/up.sh")).mode & 0o777).toBe(0o755);
    expect(await genHere({ quiet: true, inventory: "two-clusters-verbatim.yaml" }, cwd)).toEqual({
      code: 0,
      out: "",
      err: "",
    });
  });

  it("prints warnings beside the summary, not in it", async () => {
    const { code, out, err } = await genHere({ inventory: "two-clusters-verbatim.yaml" }, workFolder());
    expect(code).toBe(0);
    expect(err).toContain("warning[unfiltered-router]: ");
    expect(err).not.toContain("error[");
    expect(out).not.toContain("warning");
  });

  it("writes to another folder, also to one whose parents are not there", async () => {
    const cwd = workFolder();
    const { code, out } = await genHere({ out: "a/b" }, cwd);
    expect(code).toBe(0);
    expect(out).toContain(`\na/b: ${COUNT} files written, 0 unchanged, 0 removed\n`);
    expect(existsSync(join(cwd, "a/b/frrtor/frr.conf"))).toBe(true);
    expect(existsSync(join(cwd, "out"))).toBe(false);
  });

  it("counts what changed, what is no longer wanted, and what was never its own", async () => {
    const cwd = workFolder();
    await genHere({}, cwd);
    writeFileSync(join(cwd, "out/two-clusters/notes.txt"), "mine");
    writeFileSync(join(cwd, "out/two-clusters/kind01/\u001b[31mred\n"), "mine");
    edit(cwd, "inventories/two-clusters.yaml", /^ {2}kind02:.*$/gm, "");
    edit(cwd, "inventories/two-clusters.yaml", ", kind02: 172.20.0.101", "");
    const { code, out } = await genHere({}, cwd);
    expect(code).toBe(0);
    expect(out).toMatch(/\nout\/two-clusters: \d files written, \d+ unchanged, \d removed\n/);
    expect(out).toContain("  not gen's, left alone: kind01/\u241b[31mred\u240a, notes.txt\n");
    expect(existsSync(join(cwd, "out/two-clusters/kind02"))).toBe(false);
    expect(readFileSync(join(cwd, "out/two-clusters/notes.txt"), "utf8")).toBe("mine");
  });
});

describe("work that is not gen's", () => {
  it("stops the run: an edited file and a stranger's", async () => {
    const cwd = workFolder();
    await genHere({}, cwd);
    appendFileSync(join(cwd, "out/two-clusters/frrtor/frr.conf"), "! mine\n");
    rmSync(join(cwd, "out/two-clusters/up.sh"));
    const expected = {
      code: 1,
      out: "",
      err: [
        "gen: nothing was written, for these files would be lost:",
        "  out/two-clusters/frrtor/frr.conf: edited by hand since gen wrote it",
        "help: `gen --check` shows the difference; put it into the inventory, or overwrite the files with `--force`\n",
      ].join("\n"),
    };
    expect(await genHere({}, cwd)).toEqual(expected);
    expect(await genHere({ quiet: true }, cwd), "also with --quiet").toEqual(expected);
    expect(existsSync(join(cwd, "out/two-clusters/up.sh")), "nothing else is written either").toBe(false);
  });

  it("is lost with --force, and gen says so", async () => {
    const cwd = workFolder();
    await genHere({}, cwd);
    appendFileSync(join(cwd, "out/two-clusters/up.sh"), "# mine\n");
    const { code, out, err } = await genHere({ force: true }, cwd);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain(
      `out/two-clusters: 1 file written, ${COUNT - 1} unchanged, 0 removed\n  lost by force: up.sh\n`,
    );
    expect((await genHere({ check: true }, cwd)).code).toBe(0);
  });

  it("that lies where gen wants to write is not overwritten", async () => {
    const cwd = workFolder();
    mkdirSync(join(cwd, "mine"));
    writeFileSync(join(cwd, "mine/README.md"), "my own\n");
    const { code, err } = await genHere({ out: "mine" }, cwd);
    expect(code).toBe(1);
    expect(err).toContain("  mine/README.md: not written by gen\n");
    expect(readFileSync(join(cwd, "mine/README.md"), "utf8")).toBe("my own\n");
    expect(existsSync(join(cwd, "mine/up.sh"))).toBe(false);
  });
});

describe("a folder that cannot be written", () => {
  it.each([
    ["inventories/two-clusters.yaml", "gen: `inventories/two-clusters.yaml` is not a folder\n"],
    [
      "inventories/two-clusters.yaml/x",
      "gen: cannot read `inventories/two-clusters.yaml/x`: not a directory\n",
    ],
  ])("because %s is a file", async (out, err) => {
    expect(await genHere({ out }, workFolder())).toEqual({ code: 3, out: "", err });
  });
});
