import { setTimeout as pause } from "node:timers/promises";
import type { KernelRoute } from "./kernel-routes.ts";
import { ifAnswered, LabError } from "./lab-error.ts";
import type { Sandbox } from "./sandbox.ts";

/** A running lab. Host names are those of the lab. */
export interface LabHandle {
  readonly sandbox: Sandbox;
  /** Runs a command on a host and returns its standard output; throws when the command fails. */
  run(host: string, argv: readonly string[], seconds?: number): Promise<string>;
  /** Starts a command on a host that runs until the lab ends; its output is in `log(host)`. */
  start(host: string, argv: readonly string[]): Promise<void>;
  /** What the commands that were started on a host have said. */
  log(host: string): Promise<string>;
  /** `vtysh -c ... -c ...`: several commands are one session. */
  vtysh(router: string, ...commands: readonly string[]): Promise<string>;
  vtyshJson<T>(router: string, command: string): Promise<T>;
  /** `gobgp -j ...` on a node; `instance` counts the node's speakers from 0. */
  gobgpJson<T>(node: string, instance: number, ...command: readonly string[]): Promise<T>;
  /** All routes of a host's kernel (main table, IPv4). */
  kernelRoutes(host: string): Promise<readonly KernelRoute[]>;
}

/** Where gobgpd listens for its command line. */
export function gobgpApi(instance: number): number {
  return 50051 + instance;
}

/** The means of talking to what runs in a sandbox. */
export function handleOf(sandbox: Sandbox): LabHandle {
  const run: LabHandle["run"] = async (host, argv, seconds = 20) => {
    const { status, stdout, stderr } = await sandbox.run(argv, { namespace: host, seconds });
    if (status === 0) return stdout;
    throw new LabError(
      `${host}: \`${shortened(argv.join(" "))}\` ends with ${status}: ${(stderr || stdout).trim()}`,
    );
  };
  const vtysh: LabHandle["vtysh"] = (router, ...commands) =>
    run(router, ["vtysh", "-N", router, ...commands.flatMap((command) => ["-c", command])]);
  return {
    sandbox,
    run,
    start: (host, argv) => sandbox.start(argv, logFile(host), host),
    log: async (host) => (await sandbox.run(["cat", logFile(host)])).stdout,
    vtysh,
    vtyshJson: async (router, command) => parsed(router, command, await vtysh(router, command)),
    gobgpJson: async (node, instance, ...command) =>
      parsed(
        node,
        command.join(" "),
        await run(node, ["gobgp", "-p", String(gobgpApi(instance)), "-j", ...command]),
      ),
    kernelRoutes: async (host) =>
      parsed(host, "ip -j route show", (await run(host, ["ip", "-j", "route", "show"])) || "[]"),
  };
}

/**
 * Asks again and again until the condition holds; whether it did before `seconds` had passed. A lab error counts as no,
 * unless the sandbox has ended.
 */
export async function until(
  condition: () => Promise<boolean>,
  seconds: number,
  everySeconds = 0.1,
): Promise<boolean> {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    if (await ifAnswered(condition())) return true;
    if (performance.now() > deadline) return false;
    await pause(everySeconds * 1000);
  }
}

/** What a command on a host says in JSON; throws a lab error if it is none. */
export function parsed<T>(host: string, command: string, text: string): T {
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new LabError(`${host}: \`${command}\` answers with what is no JSON: ${shortened(text)}`);
  }
}

/** Programs in JavaScript are among the arguments. */
function shortened(words: string): string {
  return words.length > 120 ? `${words.slice(0, 120)}...` : words;
}

function logFile(host: string): string {
  return `/run/lab/${host}.log`;
}
