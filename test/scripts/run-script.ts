import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";

/**
 * A copy of a committed tree, whose scripts run with stand-ins for docker, kind, kubectl and helm: they show what the
 * scripts would do and in which order, not that it works.
 */
export interface ScriptLab {
  readonly tree: string;
  /** Runs a script; `calls` are those that it made of the stand-ins, a line each. */
  run(script: string): {
    readonly status: number | null;
    readonly output: string;
    readonly calls: readonly string[];
  };
  /** A file of the stand-ins' world, such as containers/frrtor. */
  state(path: string): string;
  close(): void;
}

export function scriptLab(tree: string): ScriptLab {
  const folder = mkdtempSync(join(tmpdir(), "gen-scripts-"));
  const state = join(folder, "state");
  for (const part of ["networks", "containers", "clusters"])
    mkdirSync(join(state, part), { recursive: true });
  const copy = join(folder, "tree");
  cpSync(tree, copy, { recursive: true });
  const env = {
    ...process.env,
    STATE: state,
    // Whatever the machine of the test has set.
    IGNORE_BRIDGE_NF: "1",
    PATH: [resolve("test/scripts/stand-ins"), process.env["PATH"]].join(delimiter),
  };
  return {
    tree: copy,
    run(script) {
      writeFileSync(join(state, "calls"), "");
      const { status, stdout, stderr } = spawnSync(join(copy, script), {
        encoding: "utf8",
        env,
        timeout: 60_000,
      });
      const calls = readFileSync(join(state, "calls"), "utf8").trim().split("\n");
      return { status, output: `${stdout}${stderr}`, calls };
    },
    state: (path) => join(state, path),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
