import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { build, type Plugin } from "esbuild";
import { beforeAll, vi } from "vitest";
import { esbuildPrograms } from "../../scripts/program-module.mjs";
import { esbuildTemplates } from "../../scripts/template-module.mjs";
import { freshFolder, workFolder } from "./work-folder.ts";

/** What a run of the command line left behind. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface Manner {
  /** The working folder; by default a fresh one with inventories/. */
  readonly cwd?: string;
  /** The numeric id of the user who runs it; only root can. */
  readonly uid?: number;
}

/** For runs that lack a right: root lacks none, so it becomes somebody else. */
export const NOBODY: Pick<Manner, "uid"> = process.getuid?.() === 0 ? { uid: 65534 } : {};

let built = "";

/** Builds the command line of this checkout before the tests of a file run; `plugins` can break it on purpose. */
export function buildCli(plugins: readonly Plugin[] = []): void {
  // A process takes a tenth of a second, and several where a machine has other things to do.
  vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
  beforeAll(async () => {
    built = freshFolder();
    await build({
      entryPoints: ["src/cli.ts"],
      outdir: built,
      outExtension: { ".js": ".mjs" },
      bundle: true,
      splitting: true,
      format: "esm",
      platform: "node",
      define: { GEN_VERSION: '"1.2.3"' },
      banner: {
        js: 'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);',
      },
      logLevel: "error",
      plugins: [...plugins, esbuildTemplates, esbuildPrograms],
    });
  });
}

/** The file that `node` runs. */
export function cliFile(): string {
  return join(built, "cli.mjs");
}

/** Runs gen to its end. */
export function gen(args: readonly string[], manner: Manner = {}): Promise<Ran> {
  return run(process.execPath, [cliFile(), ...args], manner);
}

/** Runs a line of bash in which `gen` is the command line. */
export function shell(line: string, manner: Manner = {}): Promise<Ran> {
  const script = `set -o pipefail; gen() { "$NODE" "$CLI" "$@"; }; ${line}`;
  return run("bash", ["-c", script], manner);
}

async function run(
  command: string,
  args: readonly string[],
  { cwd = workFolder(), uid }: Manner,
): Promise<Ran> {
  const child = spawn(command, args, {
    cwd,
    timeout: 30_000,
    env: { ...process.env, NODE: process.execPath, CLI: cliFile() },
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  child.stdin.end();
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on("close", resolve);
    child.on("error", reject);
  });
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, out, err };
}
