import { type KernelRoute, kernelRoutes, nextHopsOf } from "./kernel-routes.ts";
import type { Sandbox } from "./sandbox.ts";

/** A running lab. Node names are those of the lab. */
export interface LabHandle {
  /** Runs a command on a node and returns its standard output; throws when the command fails. */
  run(node: string, argv: readonly string[]): Promise<string>;
  /** Starts a command on a node that runs until the lab ends. */
  start(node: string, argv: readonly string[]): Promise<void>;
  /** `vtysh -c ... -c ...`: several commands are one session. */
  vtysh(router: string, ...commands: readonly string[]): Promise<string>;
  vtyshJson<T>(router: string, command: string): Promise<T>;
  /** `gobgp -j ...` on a speaker. */
  gobgpJson<T>(speaker: string, ...command: readonly string[]): Promise<T>;
  /** The routes of a node's kernel to exactly this prefix, of one origin if given (`bgp`, `static`, `kernel`). */
  kernelRoutes(node: string, prefix: string, protocol?: string): Promise<readonly KernelRoute[]>;
  /** The gateways of those routes, in order of their text. */
  kernelNextHops(node: string, prefix: string, protocol?: string): Promise<readonly string[]>;
  /** Asks ten times a second; throws, with the reason of the last refusal, when `seconds` have passed. */
  waitFor(description: string, condition: () => Promise<boolean>, seconds: number): Promise<void>;
  stop(): Promise<void>;
}

export function handleOf(sandbox: Sandbox): LabHandle {
  const run: LabHandle["run"] = async (node, argv) => {
    const { status, stdout, stderr } = await sandbox.run(["ip", "netns", "exec", node, ...argv]);
    if (status === 0) return stdout;
    throw new Error(`${node}: \`${argv.join(" ")}\` ends with ${status}: ${(stderr || stdout).trim()}`);
  };
  const vtysh: LabHandle["vtysh"] = (router, ...commands) =>
    run(router, ["vtysh", "-N", router, ...commands.flatMap((command) => ["-c", command])]);
  const routes: LabHandle["kernelRoutes"] = (node, prefix, protocol) =>
    kernelRoutes(run, node, prefix, protocol);
  return {
    run,
    start: (node, argv) => sandbox.start(["ip", "netns", "exec", node, ...argv], `/run/lab/${node}.log`),
    vtysh,
    vtyshJson: async (router, command) => JSON.parse(await vtysh(router, command)),
    gobgpJson: async (speaker, ...command) => JSON.parse(await run(speaker, ["gobgp", "-j", ...command])),
    kernelRoutes: routes,
    kernelNextHops: async (node, prefix, protocol) => nextHopsOf(await routes(node, prefix, protocol)),
    waitFor,
    stop: () => sandbox.close(),
  };
}

async function waitFor(
  description: string,
  condition: () => Promise<boolean>,
  seconds: number,
): Promise<void> {
  const deadline = performance.now() + seconds * 1000;
  for (let reason = "not so"; ;) {
    try {
      if (await condition()) return;
      reason = "not so";
    } catch (error) {
      reason = String(error);
    }
    if (performance.now() > deadline) throw new Error(`waited ${seconds} s for: ${description} (${reason})`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
