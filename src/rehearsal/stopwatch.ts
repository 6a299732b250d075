import type { Phase } from "./report/report.ts";

/** Where a rehearsal says how far it is. */
export interface Progress {
  /** A phase begins. */
  phase(name: string): void;
  /** Something in the phase that is worth knowing. */
  note(text: string): void;
}

/** Tells the phases of a rehearsal, and how long each took. */
export interface Stopwatch extends Progress {
  /** The phases so far, the present one included. Seconds, to a tenth. */
  phases(): readonly Phase[];
}

/** Starts to measure; what is said to it is passed on. */
export function startStopwatch(progress: Progress): Stopwatch {
  const begun: { readonly name: string; readonly at: number }[] = [];
  return {
    phase(name) {
      begun.push({ name, at: performance.now() });
      progress.phase(name);
    },
    note: (text) => progress.note(text),
    phases: () =>
      begun.map(({ name, at }, i) => ({
        name,
        seconds: tenths((begun[i + 1]?.at ?? performance.now()) - at),
      })),
  };
}

function tenths(milliseconds: number): number {
  return Math.round(milliseconds / 100) / 10;
}
