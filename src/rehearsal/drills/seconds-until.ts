import { until } from "../lab/lab-handle.ts";

/** Seconds between two looks: the kernel's next hops are looked at as often as a loaded machine can. */
const EVERY = 0.05;

/** The seconds from now, to a tenth, after which a condition holds; undefined where it does not within `patience`. */
export async function secondsUntil(
  condition: () => Promise<boolean>,
  patience: number,
): Promise<number | undefined> {
  const start = performance.now();
  const isReached = await until(condition, patience, EVERY);
  return isReached ? Math.round((performance.now() - start) / 100) / 10 : undefined;
}
