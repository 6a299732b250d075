import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { buildCli, gen } from "../commands/cli.ts";
import { freshFolder } from "../commands/work-folder.ts";

buildCli();

/** What could bring a process down, so that it has to be one: the stack, the memory, the time. */
const BOMBS: Readonly<Record<string, string | Uint8Array>> = {
  "an alias bomb": `a: &a [x]\n${Array.from({ length: 50 }, (_, i) => `b${i}: &b${i} [*a, *a, *a]\n`).join("")}`,
  "a million brackets": `a: ${"[".repeat(1_000_000)}`,
  "100,000 steps down": `${"a: {".repeat(100_000)}`,
  "10 MB": "a: b\n".repeat(2_000_000),
  "30,000 times one key": "a: b\n".repeat(30_000),
};

describe.concurrent("gen survives", () => {
  it.each(Object.entries(BOMBS))("%s, says what is wrong and writes nothing", async (_, bytes) => {
    const cwd = freshFolder();
    writeFileSync(join(cwd, "lab.yaml"), bytes);
    const { code, out, err } = await gen(["-i", "lab.yaml"], { cwd });
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(/^error\[[a-z0-9-]+\]: .+\n *--> lab\.yaml:\d+:\d+\n/);
    expect(err).not.toMatch(/\n {4}at /);
    expect(existsSync(join(cwd, "out"))).toBe(false);
  });
});
