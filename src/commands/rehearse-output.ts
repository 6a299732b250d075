import { closeSync, fstatSync, ftruncateSync, openSync, unlinkSync, writeSync } from "node:fs";
import { asWorldError, isRefusal } from "../output/as-world-error.ts";
import type { Terminal } from "./terminal.ts";

/** Places for reports, opened before there are any: after a rehearsal it is late to say that one cannot be written. */
export interface Outputs {
  /** Writes each report to its place, over what was there. One that cannot be written does not keep the next from it. */
  write(reports: readonly (() => string)[]): void;
  /** Leaves what was not written as it was found. */
  close(): void;
}

/** Opens files, or for `-` the standard output. Throws a world error if one cannot be written. */
export function openOutputs(paths: readonly (string | undefined)[], terminal: Terminal): Outputs {
  const opened: (Output | undefined)[] = [];
  const close = () => {
    for (const output of opened) output?.close();
  };
  try {
    for (const path of paths) opened.push(path === undefined ? undefined : open(path, terminal));
  } catch (error) {
    close();
    throw error;
  }
  return { write: (reports) => writeEach(opened, reports), close };
}

interface Output {
  write(text: string): void;
  close(): void;
}

function writeEach(outputs: readonly (Output | undefined)[], reports: readonly (() => string)[]): void {
  const problems: unknown[] = [];
  for (const [i, output] of outputs.entries()) {
    try {
      output?.write(reports[i]?.() ?? "");
    } catch (error) {
      problems.push(error);
    }
  }
  if (problems.length > 0) throw problems[0];
}

function open(path: string, terminal: Terminal): Output {
  return path === "-" ? { write: (text) => terminal.out(text), close() {} } : openFile(path);
}

function openFile(path: string): Output {
  const { file, isNew } = orWorldError(path, () => openOrMake(path));
  let isWritten = false;
  return {
    write: (text) =>
      orWorldError(path, () => {
        isWritten = true;
        if (fstatSync(file).isFile()) ftruncateSync(file);
        writeAll(file, text);
      }),
    close() {
      closeSync(file);
      if (isNew && !isWritten) unlinkSync(path);
    },
  };
}

/** For appending, since that leaves what a file holds. */
function openOrMake(path: string): { readonly file: number; readonly isNew: boolean } {
  try {
    return { file: openSync(path, "ax"), isNew: true };
  } catch (error) {
    if (!isRefusal(error, ["EEXIST"])) throw error;
    return { file: openSync(path, "a"), isNew: false };
  }
}

/** A pipe takes a part at a time. */
function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
}

function orWorldError<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asWorldError("write", Object.assign(error as Error, { path }));
  }
}
