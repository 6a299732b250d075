import type { Progress } from "../rehearsal/stopwatch.ts";
import type { Terminal } from "./terminal.ts";

/** Progress that is printed, until it ends. */
export interface PrintedProgress extends Progress {
  /** Takes away what is only there while something goes on. */
  end(): void;
}

/**
 * Says how far a rehearsal is, each line with the seconds since now: `[ 3.1 s] sessions: 4 of 4 established`. Where
 * somebody looks on, the phase that is on stands last and its seconds count; it stays if there is nothing else to say of it.
 */
export function printProgress(terminal: Terminal): PrintedProgress {
  const start = performance.now();
  const line = (text: string) => {
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    return `[${seconds.padStart(4)} s] ${text}`;
  };
  let phase = "";
  let unsaid = "";
  const show = () => terminal.show?.(phase === "" ? "" : line(phase));
  const clock = terminal.show ? setInterval(show, 1000).unref() : undefined;
  const say = (text: string) => {
    terminal.show?.("");
    if (text !== "") terminal.err(`${text}\n`);
    unsaid = "";
  };
  return {
    phase(name) {
      say(unsaid);
      phase = name;
      if (terminal.show) unsaid = line(name);
      else say(line(name));
      show();
    },
    note(text) {
      say(line(`${phase}: ${text}`));
      show();
    },
    end() {
      clearInterval(clock);
      say(unsaid);
      phase = "";
    },
  };
}

/** Says nothing. */
export const NO_PROGRESS: PrintedProgress = { phase() {}, note() {}, end() {} };
