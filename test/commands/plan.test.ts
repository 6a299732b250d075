import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { analyze } from "../../src/compile.ts";
import { goldenInventory } from "../golden/inventories.ts";
import { edit } from "./edit.ts";
import { expectGolden } from "./golden-text.ts";
import { planHere } from "./in-process.ts";
import { workFolder } from "./work-folder.ts";

describe("gen plan", () => {
  it("prints what was decided as tables, and writes nothing", async () => {
    const cwd = workFolder();
    const { code, out, err } = await planHere({}, cwd);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expectGolden(out, "plan.txt");
    expect(existsSync(join(cwd, "out"))).toBe(false);
  });

  it("prints the whole plan as JSON", async () => {
    const { code, out, err } = await planHere({ json: true }, workFolder());
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const { plan } = analyze(goldenInventory("two-clusters").source);
    expect(JSON.parse(out)).toEqual({
      exitCode: 0,
      error: null,
      diagnostics: [],
      plan: JSON.parse(JSON.stringify(plan)),
      failures: [],
    });
  });

  it("has no plan for an inventory that is wrong", async () => {
    const cwd = workFolder();
    edit(cwd, "inventories/two-clusters.yaml", "asn: 65101", "asn: 0");
    const text = await planHere({}, cwd);
    expect(text).toMatchObject({ code: 1, out: "" });
    expect(text.err).toContain("error[asn-reserved]: ");
    const json = await planHere({ json: true }, cwd);
    expect(json).toMatchObject({ code: 1, err: "" });
    expect(JSON.parse(json.out)).toMatchObject({
      exitCode: 1,
      plan: null,
      diagnostics: [{ code: "asn-reserved" }],
    });
  });
});
