import { clean } from "../rehearsal/clean/clean.ts";
import type { FoundSandbox } from "../rehearsal/clean/find-sandboxes.ts";
import { count } from "../rehearsal/count.ts";
import { requireForCleaning } from "../rehearsal/requirements.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import type { Terminal } from "./terminal.ts";

/** `gen rehearse --clean`: removes what kept and killed rehearsals have left, and says what that was. */
export async function rehearseClean(terminal: Terminal): Promise<ExitCode> {
  requireForCleaning();
  const { removed, inProgress } = await clean();
  terminal.out(
    removed.length === 0
      ? "nothing is left of any rehearsal\n"
      : `removed ${count(removed.length, "rehearsal")}: ${removed.map((sandbox) => `${sandbox.run} (${why(sandbox)})`).join(", ")}\n`,
  );
  if (inProgress.length > 0) {
    const runs = inProgress.map(({ run, init }) => `${run} (process ${init.pid})`).join(", ");
    terminal.out(`left alone, for they are in progress: ${runs}\n`);
  }
  return EXIT.ok;
}

function why({ state }: FoundSandbox): string {
  return state === "kept" ? "kept" : "its gen was killed";
}
