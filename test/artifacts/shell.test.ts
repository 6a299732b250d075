import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { GOLDEN_INVENTORIES } from "../golden/inventories.ts";
import { needs } from "../live/requirements.ts";
import { runTool } from "./tools.ts";

const scripts = GOLDEN_INVENTORIES.flatMap(({ tree }) =>
  readdirSync(tree)
    .filter((file) => file.endsWith(".sh"))
    .map((file) => join(tree, file)),
);

describe("the scripts", () => {
  it("are there, and bash can read them", () => {
    expect(scripts).toHaveLength(3 * GOLDEN_INVENTORIES.length);
    for (const script of scripts)
      expect(runTool("bash", ["-n", script]), script).toEqual({ status: 0, output: "" });
  });

  it("stop at the first error and at unset names, and start where they lie", () => {
    for (const script of scripts)
      expect(readFileSync(script, "utf8"), script).toContain("\nset -euo pipefail\n");
  });

  const shellcheck = needs({ packages: ["shellcheck"] });
  it.skipIf(shellcheck)(`please shellcheck${shellcheck ? ` (skipped: ${shellcheck})` : ""}`, () => {
    expect(runTool("shellcheck", [...scripts, "scripts/test.sh", ".ci/run"])).toEqual({
      status: 0,
      output: "",
    });
  });

  const shfmt = needs({ packages: ["shfmt"] });
  it.skipIf(shfmt)(`are formatted as shfmt has it${shfmt ? ` (skipped: ${shfmt})` : ""}`, () => {
    expect(runTool("shfmt", ["-i", "2", "-ci", "-d", ...scripts, "scripts/test.sh", ".ci/run"])).toEqual({
      status: 0,
      output: "",
    });
  });
});
