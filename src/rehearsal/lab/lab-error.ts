import { WorldError } from "../../output/world-error.ts";

/** Something in a lab does not work by itself, so that nothing can be found out; a bug of ours is another kind of error. */
export class LabError extends WorldError {
  constructor(line: string) {
    super(3, line);
  }
}

/** The sandbox is gone, and with it whatever ran inside. */
export class SandboxEnded extends LabError {}

/** What was asked for; undefined if a lab error kept it back. The sandbox's end is thrown on, and so are our own bugs. */
export async function ifAnswered<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    troubleOf(error);
    return undefined;
  }
}

/** What a lab error says. The sandbox's end is thrown on, and so are our own bugs. */
export function troubleOf(error: unknown): string {
  if (error instanceof LabError && !(error instanceof SandboxEnded)) return error.message;
  throw error;
}
