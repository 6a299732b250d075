import { cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { genHere, planHere } from "./in-process.ts";
import { workFolder } from "./work-folder.ts";

/** The name of the lab that the inventory found describes. */
async function labOf(inventory: string, cwd: string): Promise<string> {
  const { code, out } = await planHere({ inventory, json: true }, cwd);
  expect(code).toBe(0);
  return JSON.parse(out).plan.name;
}

describe("an inventory", () => {
  it("is looked for in the working folder, then in inventories/", async () => {
    const cwd = workFolder();
    expect(await labOf("two-clusters.yaml", cwd)).toBe("two-clusters");
    cpSync(join(cwd, "inventories/two-clusters-verbatim.yaml"), join(cwd, "two-clusters.yaml"));
    expect(await labOf("two-clusters.yaml", cwd)).toBe("two-clusters-verbatim");
    expect(await labOf("inventories/two-clusters.yaml", cwd)).toBe("two-clusters");
    expect(await labOf(join(cwd, "inventories/two-clusters.yaml"), cwd)).toBe("two-clusters");
  });

  it("is not looked for in inventories/ under a name with a folder", async () => {
    const cwd = workFolder();
    mkdirSync(join(cwd, "inventories/mine"));
    cpSync(join(cwd, "inventories/two-clusters.yaml"), join(cwd, "inventories/mine/lab.yaml"));
    expect(await genHere({ inventory: "mine/lab.yaml" }, cwd)).toEqual({
      code: 3,
      out: "",
      err: "gen: there is no inventory `mine/lab.yaml`\n",
    });
  });

  it("may be a link", async () => {
    const cwd = workFolder();
    symlinkSync("inventories/two-clusters.yaml", join(cwd, "lab.yaml"));
    expect(await labOf("lab.yaml", cwd)).toBe("two-clusters");
  });
});

describe("without an inventory, gen could not find out", () => {
  it.each([
    ["nope.yaml", "there is no inventory `nope.yaml` or `inventories/nope.yaml`"],
    [
      "two-clusters",
      "there is no inventory `two-clusters` or `inventories/two-clusters`; did you mean `two-clusters.yaml`?",
    ],
    [
      "two-clutsers.yaml",
      "there is no inventory `two-clutsers.yaml` or `inventories/two-clutsers.yaml`; did you mean `two-clusters.yaml`?",
    ],
    ["./two-clusters.yaml", "there is no inventory `./two-clusters.yaml`; did you mean `two-clusters.yaml`?"],
    ["inventories", "`inventories` is a folder, and an inventory is a file"],
    ["two-clusters.yaml/x", "there is no inventory `two-clusters.yaml/x`"],
  ])("%s", async (name, message) => {
    const cwd = workFolder();
    for (const verb of [genHere, planHere])
      expect(await verb({ inventory: name }, cwd)).toEqual({ code: 3, out: "", err: `gen: ${message}\n` });
  });

  it("where a link leads nowhere", async () => {
    const cwd = workFolder();
    symlinkSync("gone.yaml", join(cwd, "lab.yaml"));
    expect((await genHere({ inventory: "lab.yaml" }, cwd)).code).toBe(3);
  });
});

describe("a file that is no text", () => {
  it("and never ends is not read to its end", async () => {
    const { code, err } = await genHere({ inventory: "/dev/zero" }, workFolder());
    expect(code).toBe(1);
    expect(err).toContain(
      "error[too-large]: the file has more than the 4 MiB of an inventory\n --> /dev/zero:1:1\n",
    );
  });

  it("is told apart from text, at the very byte", async () => {
    const cwd = workFolder();
    const latin1 = Buffer.from('name: grün\ntitle: "süß, 20 €"\nlast: caf\u00e9\n');
    writeFileSync(join(cwd, "lab.yaml"), Buffer.concat([latin1.subarray(0, -3), Buffer.from([0xe9, 0x0a])]));
    const { code, err } = await genHere({ inventory: "lab.yaml" }, cwd);
    expect(code).toBe(1);
    expect(err).toContain("error[not-utf8]: what follows here is not UTF-8 text\n --> lab.yaml:3:10\n");
    expect(err).toContain("3 | last: caf\n");
    expect(err).toContain("  help: save the file anew in the encoding UTF-8\n");
    expect(existsSync(join(cwd, "out"))).toBe(false);
  });
});
