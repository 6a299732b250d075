import type { Remark } from "./control-plane.ts";

/** A computation that has something to say on its way: `const pods = yield* schedule(...)`. */
export type Remarking<T> = Generator<Remark, T, undefined>;

/** A remark on what follows from a file. */
export function remark(file: string, message: string): Remark {
  return { file, message, isUnmodelled: false };
}

/** A remark on something in a file that may change what the lab does, and of which nobody here knows how. */
export function unmodelled(file: string, message: string): Remark {
  return { file, message, isUnmodelled: true };
}

/** Runs it to its end: what it came to, and what it said, each sentence once. */
export function listen<T>(computation: Remarking<T>): {
  readonly value: T;
  readonly remarks: readonly Remark[];
} {
  const remarks = new Map<string, Remark>();
  for (;;) {
    const { done, value } = computation.next();
    if (done) return { value, remarks: [...remarks.values()] };
    remarks.set(JSON.stringify([value.file, value.message]), value);
  }
}
