import { readdirSync, readFileSync } from "node:fs";

/** A process as /proc shows it. */
export interface Process {
  readonly pid: number;
  readonly parent: number;
  /** Its numbers, in our process namespace and in each one below it that it is in. */
  readonly numbers: readonly number[];
  /** Clock ticks since the machine was started: with the number it names a process for ever. */
  readonly start: string;
  /** Nothing of it runs any more, and all that ran in its process namespace if it was process 1 there. */
  readonly ended: boolean;
}

/** The numbers of all processes in this process namespace and those below it; none where there is no /proc. */
export function processNumbers(): readonly number[] {
  try {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

/** The process with this number; undefined if there is none. */
export function processAt(pid: number): Process | undefined {
  const [, numbers] = /^NSpid:\t(.*)$/m.exec(readProc(pid, "status")) ?? [];
  // Its name comes second, in brackets, and may hold anything.
  const [, fields] = /^.*\) (.*)/s.exec(readProc(pid, "stat")) ?? [];
  const [state = "", parent = "", ...others] = fields?.split(" ") ?? [];
  const start = others[17];
  if (numbers === undefined || start === undefined) return undefined;
  const ended = state === "Z" || state === "X";
  return { pid, parent: Number(parent), numbers: numbers.split("\t").map(Number), start, ended };
}

/** Whether it still runs: its number may be another's by now. */
export function isRunning({ pid, start }: Process): boolean {
  const now = processAt(pid);
  return now?.start === start && !now.ended;
}

/** The words that a process was started with; none that mean anything if it has ended. */
export function argumentsOf(pid: number): readonly string[] {
  return readProc(pid, "cmdline").split("\0");
}

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return ""; // it has ended meanwhile
  }
}
