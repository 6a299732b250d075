import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";

/** Checkers built on real schemas and parsers that lie beside the project; never part of it. */
export const ORACLES = resolve("../shared/oracles");
export const hasOracles = existsSync(ORACLES);

export interface ToolResult {
  readonly status: number | null;
  /** What it printed, both streams. */
  readonly output: string;
}

/** Runs a program to its end, in the project's folder unless another is named. */
export function runTool(command: string, args: readonly string[], folder = "."): ToolResult {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: folder,
    encoding: "utf8",
    timeout: 120_000,
  });
  if (error) throw error;
  return { status, output: `${stdout}${stderr}` };
}
