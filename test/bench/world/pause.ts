import { setTimeout as sleep } from "node:timers/promises";

/** Lets time pass; throws when the call was given up meanwhile. */
export async function pause(seconds: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (seconds > 0) await sleep(seconds * 1000, undefined, { signal });
}
