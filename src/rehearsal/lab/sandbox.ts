import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { LabError, SandboxEnded } from "./lab-error.ts";
import { PRIVATE_FOLDERS, PROCESS_1 } from "./process-1.ts";

/** Network, mount and process namespaces of their own; whatever runs in them ends with them, and writes to no disk. */
export interface Sandbox {
  /** The sandbox's process 1, as this process sees it. */
  readonly pid: number;
  /** Runs a command inside and collects what it says; one that takes too long is killed. */
  run(argv: readonly string[], options?: RunOptions): Promise<Outcome>;
  /** Starts a command inside and leaves it running; its output goes to `logFile` inside. */
  start(argv: readonly string[], logFile: string, namespace?: string): Promise<void>;
  /** Writes a file inside; `path` is absolute and lies in one of `PRIVATE_FOLDERS`. */
  write(path: string, content: string): Promise<void>;
  /** Lets the sandbox live on when this process ends. */
  keep(): Promise<void>;
  close(): Promise<void>;
}

export interface RunOptions {
  readonly input?: string;
  /** Default 20. */
  readonly seconds?: number;
  /** A network namespace of the sandbox, by the name that `ip netns` has for it. */
  readonly namespace?: string | undefined;
}

export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * A word of process 1's arguments by which a sandbox is found again (`../find-sandboxes.ts`). After it come the run, the
 * process that opened the sandbox, by its own count, and `kept` once it lives on without that one.
 */
export const SANDBOX_MARK = "gen-rehearsal";

/** What everything here is started with: administrators' commands are found though the user has no path to them. */
export const ENVIRONMENT = {
  ...process.env,
  PATH: `${process.env["PATH"] ?? ""}:/usr/sbin:/sbin:/usr/bin:/bin`,
};

/** Opens a sandbox that lives until `close`, until this process ends, or for `limitSeconds`, whatever comes first. */
export async function openSandbox(run: string, limitSeconds: number): Promise<Sandbox> {
  const namespaces = ["--net", "--mount", "--pid", "--fork", "--kill-child"];
  const words = [SANDBOX_MARK, run, String(process.pid), String(limitSeconds)];
  const shell = ["bash", "-c", PROCESS_1, ...words, ...PRIVATE_FOLDERS];
  const supervisor = spawn("unshare", [...namespaces, ...shell], {
    stdio: ["pipe", "pipe", "pipe"],
    env: ENVIRONMENT,
    // A session of its own: Ctrl-C is for us, who then close the sandbox.
    detached: true,
  });
  supervisor.on("error", () => {}); // seen as its end, below
  supervisor.stdin.on("error", () => {}); // the same: nobody is there to be told to end
  const complaints = collect(supervisor.stderr);
  const [line] = (await Promise.race([
    once(createInterface(supervisor.stdout), "line"),
    ended(supervisor),
  ])) as [unknown];
  if (typeof line !== "string") throw new LabError(`the sandbox does not start: ${complaints().trim()}`);
  const pid = Number(line);

  const checkOpen = () => {
    if (supervisor.exitCode === null && supervisor.signalCode === null) return;
    throw new SandboxEnded(`the sandbox has ended (its limit is ${limitSeconds} s)`); // its process number may be another's by now
  };
  const runHere: Sandbox["run"] = async (argv, options = {}) => {
    checkOpen();
    return runInside(pid, argv, options);
  };
  return {
    pid,
    run: runHere,
    async start(argv, logFile, namespace) {
      const inBackground = 'log=$1; shift; "$@" </dev/null >>"$log" 2>&1 &';
      await runHere(["sh", "-c", inBackground, "sh", logFile, ...argv], { namespace });
    },
    async write(path, content) {
      checkOpen();
      await writeFile(`/proc/${pid}/root${path}`, content);
    },
    async keep() {
      checkOpen();
      await new Promise<void>((resolve) => supervisor.stdin.end("keep\n", () => resolve()));
      for (const stream of [supervisor.stdout, supervisor.stderr]) stream.destroy();
      supervisor.unref();
    },
    async close() {
      const end = ended(supervisor);
      supervisor.stdin.end();
      const lastResort = setTimeout(() => supervisor.kill("SIGKILL"), 5000);
      await end;
      clearTimeout(lastResort);
    },
  };
}

async function runInside(pid: number, argv: readonly string[], options: RunOptions): Promise<Outcome> {
  const { input = "", seconds = 20, namespace } = options;
  const net = namespace === undefined ? "--net" : `--net=/proc/${pid}/root/run/netns/${namespace}`;
  const enter = ["--target", String(pid), net, "--mount", "--pid", "--"];
  // The limit is kept inside: killing nsenter would leave its child behind.
  const limit = ["timeout", "--signal=KILL", String(seconds)];
  const child = spawn("nsenter", [...enter, ...limit, ...argv], { stdio: "pipe", env: ENVIRONMENT });
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  child.stdin.on("error", () => {}); // a command need not read its input
  child.stdin.end(input);
  const [code, signal] = (await once(child, "close")) as [number | null, string | null];
  const killed = signal !== null || code === 137;
  const remark = killed ? `\nkilled: it ran for more than ${seconds} s, or the sandbox was closed` : "";
  return { status: code ?? 137, stdout: stdout(), stderr: stderr() + remark };
}

async function ended(child: ChildProcess): Promise<[undefined]> {
  if (child.exitCode === null && child.signalCode === null) {
    await new Promise((resolve) => child.once("close", resolve).once("error", resolve));
  }
  return [undefined];
}

function collect(stream: NodeJS.ReadableStream): () => string {
  let text = "";
  stream.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  return () => text;
}
