import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { goldenInventory } from "../golden/inventories.ts";
import { type EmittedTree, emittedTree } from "./emitted-tree.ts";

describe("a script that was called wrongly, or where nothing is installed,", () => {
  let tree: EmittedTree;

  beforeAll(() => {
    tree = emittedTree(goldenInventory("two-clusters").source);
  });

  afterAll(() => tree.close());

  it.each([
    ["up.sh --help", "usage: up.sh [--dry-run]"],
    ["up.sh --only", "phases: leftovers networks routers clients clusters cilium services"],
    ["up.sh --from router", "phases: leftovers networks"],
    ["up.sh networks", "usage: up.sh"],
    ["down.sh --force", "usage: down.sh [--dry-run] [--images]"],
    ["verify.sh --jsn", "usage: verify.sh [--json | --watch [SECONDS]] [--wait SECONDS]"],
    ["verify.sh --wait", "usage: verify.sh"],
    ["verify.sh --wait soon", "usage: verify.sh"],
    ["verify.sh --json --watch 5", "usage: verify.sh"],
  ])("ends with 2 and says how: `%s`", (words, said) => {
    const { status, stdout, stderr } = run(words, ["bash", "env"]);
    expect(stderr).toContain(said);
    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(existsSync(state())).toBe(false);
  });

  it.each([
    ["up.sh", "not installed: docker"],
    ["up.sh --dry-run", "not installed: docker"],
    ["down.sh", "not installed: docker"],
    ["verify.sh", "not installed: docker"],
    ["install-tools.sh", "not installed: curl"],
  ])("ends with 3 and names what is missing: `%s`", (words, said) => {
    const { status, stderr } = run(words, ["bash", "env", "mkdir", "rm", "rmdir", "flock", "jq", "kubectl"]);
    expect(stderr).toContain(said);
    expect(status).toBe(3);
    const left = existsSync(state()) ? readdirSync(state(), { recursive: true, withFileTypes: true }) : [];
    expect(left.map(({ name }) => name)).toEqual([]);
  });

  it("names flock where it is missing, and does not take that for another script at work", () => {
    const { status, stderr } = run("up.sh", ["bash", "env", "mkdir", "rm", "rmdir"]);
    expect(stderr).toContain("not installed: flock");
    expect(status).toBe(3);
    expect(existsSync(state())).toBe(false);
  });

  const state = () => join(tree.folder, "state");

  /** Runs a script where these programs are, and no others. */
  function run(words: string, programs: readonly string[]) {
    const [script = "", ...args] = words.split(" ");
    const env = {
      HOME: tree.folder,
      XDG_STATE_HOME: state(),
      PATH: folderWith(programs),
    };
    rmSync(state(), { recursive: true, force: true });
    return spawnSync(join(tree.tree, script), args, { encoding: "utf8", env, timeout: 60_000 });
  }

  function folderWith(programs: readonly string[]): string {
    const folder = join(tree.folder, `programs-${programs.length}`);
    if (existsSync(folder)) return folder;
    mkdirSync(folder);
    const places = (process.env["PATH"] ?? "").split(delimiter);
    for (const program of programs) {
      const place = places.find((one) => existsSync(join(one, program)));
      if (place) symlinkSync(join(place, program), join(folder, program));
    }
    return folder;
  }
});
