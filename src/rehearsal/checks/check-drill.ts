import { count } from "../count.ts";
import type { NextHops } from "../drills/drill-prediction.ts";
import { movedTolerance } from "../drills/moved-flows.ts";
import type { Losses } from "../drills/stream-losses.ts";
import { listed } from "../node-names.ts";
import type { Check, Drill } from "../report/report.ts";
import { compared } from "./check.ts";

/** Seconds that a route takes from the session's end to the kernel, and that looking takes. */
export const SLACK = 2;

/** The next hops became those that are left within the predicted time, and after it nothing was lost any more. */
export function checkFailover(drill: Drill, left: NextHops): Check {
  const { failure, event, bound, converged, lost, requests, lastLoss, moved } = drill;
  const subject = `${failure}: ${event}`;
  const found = `${text(converged)}, ${lost > 0 ? `last loss ${lastLoss} s` : "nothing lost"}`;
  if (bound === undefined) {
    return compared("failover", subject, "no way is left until it is back", found, [
      ...(converged === undefined ? [`the next hops did not become ${described(left)}`] : []),
      ...(requests > 0 && lost === 0 ? ["no request was lost, so something still answers"] : []),
    ]);
  }
  return compared("failover", subject, `at most ${bound} s, ${SLACK} s more to settle`, found, [
    ...(converged === undefined ? [`the next hops did not become ${described(left)}`] : []),
    ...(converged !== undefined && converged > bound + SLACK
      ? [`the next hops were right after ${converged} s`]
      : []),
    ...(lastLoss > bound + SLACK ? [`a request was lost after ${lastLoss} s`] : []),
    ...(moved && Math.abs(moved.measured - moved.predicted) > movedTolerance(moved)
      ? [
          `of ${moved.flows} flows ${percent(moved.measured)} moved to another node, in place of ${percent(moved.predicted)}`,
        ]
      : []),
  ]);
}

/** Once the failure is over all is as before, and nothing is lost. */
export function checkRecovery(drill: Drill, patience: number, { requests, lost }: Losses): Check {
  const { failure, event, recovered } = drill;
  return compared(
    "recovery",
    `${failure}: ${event}`,
    `all as before within ${patience} s`,
    recovered === undefined
      ? "not as before"
      : `after ${recovered} s, ${lost === 0 ? "nothing" : count(lost, "request")} lost then`,
    [
      ...(recovered === undefined
        ? [`sessions, tables or next hops were not as before ${patience} s later`]
        : []),
      ...(recovered !== undefined && lost > 0
        ? [`of ${count(requests, "request")} ${lost} were lost though all next hops are back`]
        : []),
    ],
  );
}

function described(left: NextHops): string {
  return [...left]
    .flatMap(([router, routes]) =>
      [...routes].map(([prefix, nodes]) => `${router} ${prefix}: ${listed(nodes)}`),
    )
    .join("; ");
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function text(converged: number | undefined): string {
  return converged === undefined ? "next hops never right" : `next hops after ${converged} s`;
}
