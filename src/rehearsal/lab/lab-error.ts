import { WorldError } from "../../output/world-error.ts";

/** Something in a lab does not work by itself, so that nothing can be found out; a bug of ours is another kind of error. */
export class LabError extends WorldError {
  constructor(line: string) {
    super(3, line);
  }
}

/** The sandbox is gone, and with it whatever ran inside. */
export class SandboxEnded extends LabError {}
