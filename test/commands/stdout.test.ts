import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { printArtifact } from "../../src/commands/print-artifact.ts";
import { compile } from "../../src/compile.ts";
import { goldenInventory } from "../golden/inventories.ts";
import { genHere } from "./in-process.ts";
import { workFolder } from "./work-folder.ts";

describe("gen --stdout", () => {
  it("prints one artifact as it would be written, and writes nothing", async () => {
    const cwd = workFolder();
    const { code, out, err } = await genHere({ stdout: "frrtor/frr.conf" }, cwd);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toBe(readFileSync("out/two-clusters/frrtor/frr.conf", "utf8"));
    expect(existsSync(join(cwd, "out"))).toBe(false);
  });

  it("prints warnings beside it unless told to be quiet", async () => {
    const cwd = workFolder();
    const options = { inventory: "two-clusters-verbatim.yaml", stdout: "up.sh" };
    const loud = await genHere(options, cwd);
    expect(loud.err).toContain("warning[");
    expect(await genHere({ ...options, quiet: true }, cwd)).toEqual({ code: 0, out: loud.out, err: "" });
  });
});

describe("a path that is no artifact", () => {
  const { files } = compile(goldenInventory("two-clusters").source);

  it.each([
    ["frrtor/frr.cof", "did you mean `frrtor/frr.conf`?"],
    ["./frrtor/frr.conf", "paths start below the folder of the inventory: `frrtor/frr.conf`"],
    ["frr.conf", "there is `frrtor/frr.conf`"],
    ["kind03/kind.yaml", "did you mean `kind01/kind.yaml`?"],
    ["kind.yaml", "there are `kind01/kind.yaml` and `kind02/kind.yaml`"],
    ["out/two-clusters/frrtor/frr.conf", "paths start below the folder of the inventory: `frrtor/frr.conf`"],
    ["nonsense", "`--stdout frrtor/frr.conf` would be one"],
    ["", "`--stdout frrtor/frr.conf` would be one"],
  ])("%s is a usage error with a proposal", (path, help) => {
    let err = "";
    const code = printArtifact(path, files, {
      out: () => expect.unreachable(),
      err: (text) => {
        err += text;
      },
    });
    expect(code).toBe(2);
    expect(err).toBe(`gen: the inventory has no artifact \`${path}\`\nhelp: ${help}\n`);
  });
});
