import { type AfterFailure, afterFailure } from "../../plan/after-failure.ts";
import type { Failure } from "../../plan/failure.ts";
import type { Plan } from "../../plan/plan.ts";

/** Seconds that a route takes from the session's end to the kernel, and that looking takes. */
export const SLACK = 2;

/** Seconds for which clients are watched once the next hops are as they should be: nothing may change then. */
export const CALM = 2;

/** Seconds in which all is as before once what failed runs again: sessions, then routes, then a look at all of it. */
export function recoveryTime({ backWithin }: AfterFailure): number {
  return backWithin + 2 * SLACK;
}

/** A failure comes in two ways at most (`faultsOf`). */
const FAULTS = 2;

/** Seconds, with far more than it takes, for what no time is predicted for: to start a host, and all the rest. */
const START = 5;
const REST = 120;

/** Seconds that the drills of a failure take at the very most. */
export function drillsLimit(plan: Plan, failure: Failure): number {
  const after = afterFailure(plan, failure);
  const blackHole = after.blackHoles.reduce((longest, { seconds }) => Math.max(longest, seconds), 0);
  const hosts = failure.nodes.length + failure.routers.length;
  return FAULTS * (blackHole + recoveryTime(after) + START * hosts + REST);
}
