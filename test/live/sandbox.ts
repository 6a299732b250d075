import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createInterface } from "node:readline";

/** Network, mount and process namespaces of their own; whatever runs in them ends with them. */
export interface Sandbox {
  /** The sandbox's process 1, as this process sees it. */
  readonly pid: number;
  /** Runs a command inside and collects what it says; a command that takes too long is killed (`seconds`, default 20). */
  run(argv: readonly string[], options?: RunOptions): Promise<Outcome>;
  /** Starts a command inside and leaves it running; its output goes to `logFile` inside. */
  start(argv: readonly string[], logFile: string): Promise<void>;
  /** Writes a file inside; `path` is absolute and lies in one of `PRIVATE_FOLDERS`. */
  write(path: string, content: string): Promise<void>;
  close(): Promise<void>;
}

export interface RunOptions {
  readonly input?: string;
  readonly seconds?: number;
}

export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Folders in which FRR and iproute2 write at fixed places. Each is a file system in memory that the sandbox alone sees. */
const PRIVATE_FOLDERS = ["/run", "/var/tmp", "/etc/frr", "/var/log/frr"];

/**
 * Process 1 of the sandbox. It ends when its input ends, that is when the process that opened the sandbox is gone,
 * however that ended (kill -9 too), or after the time limit; the kernel then kills everything else in here, and with
 * the last process go the mounts, the named network namespaces in /run/netns, the bridges and the files.
 * The files are in memory, so nothing is left on a disk either. bash for `read -t`; its first line reads its own
 * process number as the outside has it, which is what /proc shows until it is mounted anew. Orphans stay zombies.
 */
const PROCESS_1 = `
read -r pid _ </proc/self/stat
set -e
limit=$1; shift
mount -t proc proc /proc
for folder; do if [ -d "$folder" ]; then mount -t tmpfs -o mode=755 lab "$folder"; fi; done
chmod 1777 /var/tmp
if [ -S /dev/log ]; then mount --bind /dev/null /dev/log; fi # no line of ours in the machine's own log
mkdir /run/lab
ip link set lo up
echo "$pid"
read -r -t "$limit" || true
`;

const ENVIRONMENT = { ...process.env, PATH: `${process.env["PATH"] ?? ""}:/usr/sbin:/sbin:/usr/bin:/bin` };

/** Opens a sandbox that lives until `close`, until this process ends, or for `limitSeconds`, whatever comes first. */
export async function openSandbox(limitSeconds: number): Promise<Sandbox> {
  const namespaces = ["--net", "--mount", "--pid", "--fork", "--kill-child"];
  const shell = ["bash", "-c", PROCESS_1, "lab", String(limitSeconds), ...PRIVATE_FOLDERS];
  const supervisor = spawn("unshare", [...namespaces, ...shell], {
    stdio: ["pipe", "pipe", "pipe"],
    env: ENVIRONMENT,
  });
  const complaints = collect(supervisor.stderr);
  const [line] = (await Promise.race([
    once(createInterface(supervisor.stdout), "line"),
    ended(supervisor),
  ])) as [unknown];
  if (typeof line !== "string") throw new Error(`the sandbox does not start: ${complaints().trim()}`);
  const pid = Number(line);

  const checkOpen = () => {
    if (supervisor.exitCode === null && supervisor.signalCode === null) return;
    throw new Error(`the sandbox has ended (its limit is ${limitSeconds} s)`); // its process number may be another's by now
  };
  const run: Sandbox["run"] = async (argv, options = {}) => {
    checkOpen();
    return runInside(pid, argv, options);
  };
  return {
    pid,
    run,
    async start(argv, logFile) {
      const inBackground = 'log=$1; shift; "$@" </dev/null >>"$log" 2>&1 &';
      await run(["sh", "-c", inBackground, "sh", logFile, ...argv]);
    },
    async write(path, content) {
      checkOpen();
      await writeFile(`/proc/${pid}/root${path}`, content);
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
  const { input = "", seconds = 20 } = options;
  const enter = ["--target", String(pid), "--net", "--mount", "--pid", "--"];
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
  if (child.exitCode === null && child.signalCode === null) await once(child, "close");
  return [undefined];
}

function collect(stream: NodeJS.ReadableStream): () => string {
  let text = "";
  stream.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  return () => text;
}
