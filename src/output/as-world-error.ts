import { getSystemErrorMap } from "node:util";
import { WorldError } from "./world-error.ts";

/**
 * What to throw for something caught around file system calls: a refusal of the operating system (disk full, permission
 * denied) becomes a world error that names the file; anything else is a bug, or already said well, and passes untouched.
 */
export function asWorldError(verb: "read" | "write", error: unknown): unknown {
  if (!isSystemError(error)) return error;
  const reason = getSystemErrorMap().get(error.errno)?.[1] ?? error.code;
  return new WorldError(3, `cannot ${verb} \`${error.dest ?? error.path}\`: ${reason}`);
}

/** Whether the operating system refused with one of `codes`: for the refusals that are an answer, not an error. */
export function isRefusal(error: unknown, codes: readonly string[]): boolean {
  return isSystemError(error) && codes.includes(error.code);
}

interface SystemError extends Error {
  readonly code: string;
  readonly errno: number;
  readonly path?: string;
  readonly dest?: string;
}

function isSystemError(error: unknown): error is SystemError {
  return error instanceof Error && "syscall" in error && "errno" in error && "code" in error;
}
