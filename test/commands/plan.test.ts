import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { analyze } from "../../src/compile.ts";
import { goldenInventory } from "../golden/inventories.ts";
import { buildCli, gen } from "./cli.ts";
import { edit } from "./edit.ts";
import { workFolder } from "./work-folder.ts";

buildCli();

const LAB = ["--inventory", "two-clusters.yaml"];

describe("gen plan", () => {
  it("prints what was decided as tables, and writes nothing", async () => {
    const cwd = workFolder();
    const { code, out, err } = await gen(["plan", ...LAB], { cwd });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    await expect(out).toMatchFileSnapshot("plan.txt");
    expect(existsSync(join(cwd, "out"))).toBe(false);
  });

  it("prints the whole plan as JSON", async () => {
    const { code, out, err } = await gen(["plan", ...LAB, "--json"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const { plan } = analyze(goldenInventory("two-clusters").source);
    expect(JSON.parse(out)).toEqual({
      exitCode: 0,
      error: null,
      diagnostics: [],
      plan: JSON.parse(JSON.stringify(plan)),
    });
  });

  it("takes its options before and behind its name", async () => {
    const { out } = await gen(["plan", ...LAB]);
    expect(await gen([...LAB, "plan"])).toEqual({ code: 0, out, err: "" });
    const json = await gen(["--json", "plan", ...LAB]);
    expect(JSON.parse(json.out).plan.name).toBe("two-clusters");
    const behind = await gen(["-i", "two-clusters-verbatim.yaml", "plan", ...LAB]);
    expect(behind.out, "the one behind its name is nearer").toBe(out);
  });

  it("has no plan for an inventory that is wrong", async () => {
    const cwd = workFolder();
    edit(cwd, "inventories/two-clusters.yaml", "asn: 65101", "asn: 0");
    const text = await gen(["plan", ...LAB], { cwd });
    expect(text).toMatchObject({ code: 1, out: "" });
    expect(text.err).toContain("error[asn-reserved]: ");
    const json = await gen(["plan", "--json", ...LAB], { cwd });
    expect(json).toMatchObject({ code: 1, err: "" });
    expect(JSON.parse(json.out)).toMatchObject({
      exitCode: 1,
      plan: null,
      diagnostics: [{ code: "asn-reserved" }],
    });
  });
});
