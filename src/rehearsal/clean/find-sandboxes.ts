import { SANDBOX_MARK } from "../lab/sandbox.ts";
import { argumentsOf, type Process, processAt, processNumbers } from "./process-table.ts";

/** A sandbox of a rehearsal, as /proc shows it. */
export interface FoundSandbox {
  readonly run: string;
  readonly state: SandboxState;
  /** Its process 1. */
  readonly init: Process;
  /** The `unshare` that started it and waits for its end. */
  readonly supervisor: Process;
}

/** `left`: whoever opened it is gone, and did not ask that it be kept. */
export type SandboxState = "in progress" | "kept" | "left";

/** Every sandbox of this process namespace and of those below it: the machine's, unless gen runs in a container. */
export function findSandboxes(): readonly FoundSandbox[] {
  return processNumbers().flatMap((pid) => sandboxAt(pid) ?? []);
}

function sandboxAt(pid: number): FoundSandbox | undefined {
  const init = processAt(pid);
  // Process 1 of a namespace below ours: not whoever merely has our words among their arguments.
  if (!init || init.numbers.length < 2 || init.numbers.at(-1) !== 1) return undefined;
  const [shell, option, , mark, run = "", owner, word] = argumentsOf(pid);
  if (shell !== "bash" || option !== "-c" || mark !== SANDBOX_MARK || !/^[0-9a-f]{6}$/.test(run)) {
    return undefined;
  }
  const supervisor = processAt(init.parent);
  if (!supervisor) return undefined; // and with it, process 1 has ended
  const state = isOwned(supervisor, Number(owner)) ? "in progress" : word === "kept" ? "kept" : "left";
  return { run, state, init, supervisor };
}

/**
 * Whether the process that opened the sandbox is there: it is the supervisor's parent. Its number alone tells. Were it
 * gone, the parent would be one that ran beside it and so has another number; counting in the parent's own namespace (the
 * last of its numbers) makes this hold when gen runs in a container and is looked at from outside.
 */
function isOwned(supervisor: Process, owner: number): boolean {
  return processAt(supervisor.parent)?.numbers.at(-1) === owner;
}
