import { count } from "../count.ts";
import { boundOf, type DrillPrediction, type NextHops } from "../drills/drill-prediction.ts";
import { SLACK } from "../drills/drill-times.ts";
import { movedTolerance } from "../drills/moved-flows.ts";
import { type Losses, sumOf } from "../drills/stream-losses.ts";
import type { SeenStream } from "../drills/watch-failure.ts";
import { listed } from "../node-names.ts";
import { percent } from "../report/in-words.ts";
import type { Check, Drill } from "../report/report.ts";
import { compared } from "./check.ts";

/**
 * The next hops became those that are left within the predicted time. Clients that have a way left lost nothing after
 * it, and the others got nothing.
 */
export function checkFailover(
  drill: Drill,
  prediction: DrillPrediction,
  streams: readonly SeenStream[],
): Check {
  const { failure, event, bound, converged, requests, lost, lastLoss, moved } = drill;
  const { left, within } = prediction;
  const hops = converged === undefined ? "next hops never right" : `next hops after ${converged} s`;
  const losses = lost > 0 ? `last loss ${lastLoss} s` : "nothing lost";
  const found = `${hops}, ${bound === undefined ? `${lost} of ${count(requests, "request")} lost` : losses}`;
  return compared("failover", `${failure}: ${event}`, expectation(prediction), found, [
    ...(converged === undefined ? [`the next hops did not become ${described(left)}`] : []),
    ...(converged !== undefined && converged > within + SLACK
      ? [`the next hops were right after ${converged} s`]
      : []),
    ...streams.flatMap((stream) => wrongWith(stream, converged !== undefined)),
    ...(moved && Math.abs(moved.measured - moved.predicted) > movedTolerance(moved)
      ? [
          `of ${moved.flows} flows ${percent(moved.measured)} moved to another node, in place of ${percent(moved.predicted)}`,
        ]
      : []),
  ]);
}

/** Once the failure is over all is as before, and nothing is lost. */
export function checkRecovery(
  drill: Drill,
  { streams }: Pick<DrillPrediction, "streams">,
  patience: number,
  losses: readonly Losses[],
): Check {
  const { failure, event, recovered } = drill;
  const { lost } = sumOf(losses);
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
      ...losses.flatMap(({ requests, lost: some }, i) =>
        recovered !== undefined && some > 0
          ? [
              `${streams[i] ? nameOf(streams[i]) : ""}: of ${count(requests, "request")} ${some} were lost though all next hops are back`,
            ]
          : [],
      ),
    ],
  );
}

function expectation(prediction: DrillPrediction): string {
  const { within, streams } = prediction;
  const time = `at most ${within} s, ${SLACK} s more to settle`;
  if (boundOf(prediction) === undefined) return `no way is left until it is back; next hops: ${time}`;
  const cutOff = streams.filter(({ bound }) => bound === undefined).map(nameOf);
  return cutOff.length > 0 ? `${time}; no way is left for ${listed(cutOff)} until it is back` : time;
}

function wrongWith(stream: SeenStream, hasConverged: boolean): readonly string[] {
  const { bound, losses, calm } = stream;
  const name = nameOf(stream);
  if (bound === undefined) {
    const answered = calm.requests - calm.lost;
    return answered > 0
      ? [`${name}: of ${count(calm.requests, "request")} ${answered} were answered though no way is left`]
      : [];
  }
  return [
    ...(losses.lastLoss > bound + SLACK ? [`${name}: a request was lost after ${losses.lastLoss} s`] : []),
    ...(hasConverged && calm.lost > 0
      ? [
          `${name}: of ${count(calm.requests, "request")} ${calm.lost} were lost though the next hops are right`,
        ]
      : []),
  ];
}

function nameOf({ answer }: Pick<SeenStream, "answer">): string {
  return `${answer.client} to ${answer.service}`;
}

function described(left: NextHops): string {
  return [...left]
    .flatMap(([router, routes]) =>
      [...routes].map(([prefix, nodes]) => `${router} ${prefix}: ${listed(nodes)}`),
    )
    .join("; ");
}
