import { setTimeout as pause } from "node:timers/promises";
import { isRefusal } from "../../output/as-world-error.ts";
import { WorldError } from "../../output/world-error.ts";
import { type FoundSandbox, findSandboxes } from "./find-sandboxes.ts";
import { isRunning, type Process } from "./process-table.ts";

/** What `clean` found: each rehearsal is in one of the two. */
export interface Cleaned {
  /** Kept ones, and those whose gen was killed: gone now. */
  readonly removed: readonly FoundSandbox[];
  readonly inProgress: readonly FoundSandbox[];
}

/** Seconds after which a killed sandbox should be gone: it has some hundred processes. */
const LIMIT = 20;

/** Seconds after which a supervisor that has nothing more to supervise must have been stopped. */
const PATIENCE = 2;

/**
 * Ends what rehearsals have left. Killing a sandbox's process 1 is enough: the kernel ends everything else in its process
 * namespace before it lets that one go, and namespaces, bridges and files (all in memory) go with the last process.
 * Throws a world error if a sandbox cannot be killed or does not end.
 */
export async function clean(): Promise<Cleaned> {
  const found = findSandboxes();
  const removed = found.filter(({ state }) => state !== "in progress");
  for (const { run, init } of removed) kill(run, init);
  await Promise.all(removed.map(untilGone));
  return { removed, inProgress: found.filter(({ state }) => state === "in progress") };
}

async function untilGone({ run, init, supervisor }: FoundSandbox): Promise<void> {
  const start = performance.now();
  while (isRunning(init) || isRunning(supervisor)) {
    const seconds = (performance.now() - start) / 1000;
    if (seconds > PATIENCE && !isRunning(init)) kill(run, supervisor);
    if (seconds > LIMIT)
      throw new WorldError(3, `rehearsal ${run} was killed and does not end (process ${init.pid})`);
    await pause(20);
  }
}

/** Looks again first: the number may have become another process's meanwhile. */
function kill(run: string, target: Process): void {
  if (!isRunning(target)) return;
  try {
    process.kill(target.pid, "SIGKILL");
  } catch (error) {
    if (isRefusal(error, ["EPERM"]))
      throw new WorldError(
        3,
        `may not end rehearsal ${run} (process ${target.pid}): another user has started it`,
      );
    if (!isRefusal(error, ["ESRCH"])) throw error;
  }
}
