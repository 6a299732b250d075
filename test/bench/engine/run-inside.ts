import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";

/** How a command is run in an engine's sandbox. */
export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Until it is killed. Default 120. */
  readonly seconds?: number;
  readonly input?: string;
  /** Kills it, and whatever it has started, at once. */
  readonly signal?: AbortSignal;
}

/** What became of a command: `status` is 137 when it was killed. */
export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

/** Runs a command in the network, mount and process namespaces of a process. */
export async function runInside(pid: number, argv: readonly string[], options: RunOptions): Promise<Outcome> {
  const { env, cwd = "/", seconds = 120, input = "", signal } = options;
  const namespaces = ["--target", String(pid), "--net", "--mount", "--pid", "--ipc", "--uts", "--"];
  const began = performance.now();
  const words = [...namespaces, "env", `--chdir=${cwd}`, ...argv];
  // A session of its own, so that what the command has started ends with it.
  const child = spawn("nsenter", words, { stdio: "pipe", detached: true, ...(env && { env }) });
  const kill = () => killSession(child.pid);
  const timer = setTimeout(kill, seconds * 1000);
  signal?.addEventListener("abort", kill, { once: true });
  if (signal?.aborted) kill();
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  child.stdin.on("error", () => {}); // a command need not read its input
  child.stdin.end(input);
  const [code] = (await once(child, "close")) as [number | null];
  clearTimeout(timer);
  signal?.removeEventListener("abort", kill);
  const took = (performance.now() - began) / 1000;
  return { status: code ?? 137, stdout: stdout(), stderr: stderr(), seconds: took };
}

/** Jobs of a shell have process groups of their own, but its session. */
function killSession(leader: number | undefined): void {
  if (leader === undefined) return;
  // It ends with 1 when nobody is left; what is being started meanwhile is there the next time.
  const words = ["-KILL", "--runstates", "DRSTt", "--session", String(leader)];
  for (let tries = 0; tries < 50; tries += 1) if (spawnSync("pkill", words).status !== 0) return;
}

function collect(stream: NodeJS.ReadableStream): () => string {
  let text = "";
  stream.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  return () => text;
}
