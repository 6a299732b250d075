import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, vi } from "vitest";
import { type FoundSandbox, findSandboxes } from "../../src/rehearsal/clean/find-sandboxes.ts";
import { argumentsOf, processAt, processNumbers } from "../../src/rehearsal/clean/process-table.ts";
import { until } from "../../src/rehearsal/lab/lab-handle.ts";
import { openSandbox, type Sandbox } from "../../src/rehearsal/lab/sandbox.ts";
import { cliFile, type Ran } from "../commands/cli.ts";
import { freshFolder, workFolder } from "../commands/work-folder.ts";

/**
 * A machine of its own, as far as processes, networks and FRR's folders go: `gen rehearse --clean` sees all rehearsals
 * there are, and those of whoever works on the real machine are none of a test's business.
 */
export interface World {
  /** The working folder, with inventories/. */
  folder(): string;
  /** Runs the command line that `buildCli` has built. */
  gen(...args: readonly string[]): Promise<Ran>;
  /** Runs a line of a shell to its end, and gives what it printed. */
  shell(line: string): Promise<string>;
  /** Starts a program in the background. */
  start(...argv: readonly string[]): Promise<Started>;
  /** Those of rehearsals in it. The last number of a process 1 is its own, the one before is the world's. */
  sandboxes(): readonly FoundSandbox[];
  /** Arguments of every process, but for the one that is process 1. */
  processes(): readonly string[];
}

/** A program in the background. */
export interface Started {
  /** By the world's count. */
  readonly pid: string;
  /** What it has printed so far, both to standard output and to standard error. */
  said(): Promise<string>;
  /** Its exit code, once it has ended. */
  ended(): Promise<number>;
}

/** A world for the tests of a file. */
export function withWorld(): World {
  vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });
  let sandbox: Sandbox | undefined;
  let folder = "";
  beforeAll(async () => {
    sandbox = await openSandbox("000000", 900);
    folder = workFolder();
    // In a sandbox nothing can be written to but folders of its own.
    const { stderr } = await sandbox.run(["sh", "-ec", WRITABLE, "sh", folder]);
    if (stderr !== "") throw new Error(stderr);
  });
  afterAll(() => sandbox?.close());
  const run = (argv: readonly string[]) => {
    if (!sandbox) throw new Error("the world is not there yet");
    return sandbox.run(["env", `--chdir=${folder}`, ...argv], { seconds: 110 });
  };
  let started = 0;
  return {
    folder: () => folder,
    async gen(...args) {
      const { status: code, stdout: out, stderr: err } = await run([process.execPath, cliFile(), ...args]);
      return { code, out, err };
    },
    shell: async (line) => (await run(["bash", "-c", line])).stdout,
    async start(...argv) {
      const name = `/run/started-${started++}`;
      const { stdout } = await run(["bash", "-c", START, "bash", name, ...argv]);
      const read = async (what: string) => (await run(["cat", `${name}.${what}`])).stdout;
      return {
        pid: stdout.trim(),
        said: () => read("log"),
        async ended() {
          await until(async () => (await read("code")) !== "", 100);
          return Number(await read("code"));
        },
      };
    },
    sandboxes() {
      const below = new Set(descendants(sandbox?.pid ?? 0));
      return findSandboxes().filter(({ init }) => below.has(init.pid));
    },
    processes: () => descendants(sandbox?.pid ?? 0).map((pid) => argumentsOf(pid).join(" ").trim()),
  };
}

const WRITABLE = 'mount --bind "$1" "$1"; mount -o remount,bind,rw "$1"';

/** Starts a program, prints its number, and stays behind to learn its exit code. */
const START = `
name=$1; shift
{ "$@" </dev/null >"$name.log" 2>&1 & echo $! >"$name.pid"; wait $!; echo $? >"$name.code"; } >/dev/null 2>&1 &
until [ -s "$name.pid" ]; do sleep 0.01; done
cat "$name.pid"
`;

/** A program of this folder, bundled for plain node. */
export async function built(program: string): Promise<string> {
  const outfile = join(freshFolder(), `${program}.mjs`);
  await build({
    entryPoints: [`test/rehearsal/${program}.program.ts`],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    logLevel: "error",
  });
  return outfile;
}

/** Orphans are children of the world's process 1. */
function descendants(pid: number): readonly number[] {
  const running = processNumbers().flatMap((number) => processAt(number) ?? []);
  const below = (parent: number): readonly number[] =>
    running
      .filter((process_) => process_.parent === parent && !process_.ended)
      .flatMap((process_) => [process_.pid, ...below(process_.pid)]);
  return below(pid);
}
