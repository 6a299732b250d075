import { setTimeout as pause } from "node:timers/promises";
import { listed } from "../node-names.ts";
import type { Drill } from "../report/report.ts";
import { bringAbout } from "./bring-about.ts";
import type { DrillGround } from "./drill-ground.ts";
import {
  type DrillPrediction,
  type NextHops,
  nextHopsOf,
  type StreamPrediction,
} from "./drill-prediction.ts";
import { CALM, SLACK } from "./drill-times.ts";
import type { Fault } from "./faults.ts";
import { isSame, kernelNextHops } from "./kernel-next-hops.ts";
import { mapFlows, movedFlows } from "./moved-flows.ts";
import { answersUntil, type RequestStream } from "./request-stream.ts";
import { secondsUntil } from "./seconds-until.ts";
import { type Losses, lossesBetween } from "./stream-losses.ts";

/** What a failure was seen to do. */
export interface SeenFailure extends Pick<Drill, "converged" | "moved"> {
  readonly streams: readonly SeenStream[];
}

/** What became of a client's requests to a service. */
export interface SeenStream extends StreamPrediction {
  /** Of all that were made since the failure. */
  readonly losses: Losses;
  /** Of those that were made once the next hops were as they should be, or there was no more patience. */
  readonly calm: Losses;
}

/** Brings a failure about, and watches next hops and clients until a while after they should be as predicted. */
export async function watchFailure(
  fault: Fault,
  prediction: DrillPrediction,
  before: NextHops,
  ground: DrillGround,
  streams: readonly RequestStream[],
): Promise<SeenFailure> {
  const { left, within } = prediction;
  const followed = followedBy(prediction, before);
  const flows = followed && (await mapFlows(followed, ground));

  const start = Date.now();
  await bringAbout(fault, ground.running);
  const failed = Date.now();
  const converged = await secondsUntil(
    async () => isSame(await kernelNextHops(ground, left.keys()), left),
    within + SLACK + CALM,
  );
  const settled = Date.now();
  // Where next hops are missing the kernel may have no answer, and the failure has been found out.
  const moved =
    converged !== undefined && followed && flows
      ? movedFlows(
          { before: flows, after: await mapFlows(followed, ground) },
          {
            before: nextHopsOf(before, followed),
            after: nextHopsOf(await kernelNextHops(ground, [followed.router]), followed),
          },
        )
      : undefined;
  await pause(CALM * 1000);
  const end = Date.now();
  const answers = await answersUntil(end, streams);
  return {
    converged,
    moved,
    streams: prediction.streams.map((stream, i) => ({
      ...stream,
      losses: lossesBetween(answers[i] ?? [], start, end, failed),
      calm: lossesBetween(answers[i] ?? [], settled, end),
    })),
  };
}

/** The client whose flows are followed to other nodes: one that has a way left, best one whose next hops become fewer. */
function followedBy({ left, streams }: DrillPrediction, before: NextHops) {
  const living = streams.filter(({ bound }) => bound !== undefined).map(({ answer }) => answer);
  const concerned = living.find(
    (answer) => listed(nextHopsOf(left, answer)) !== listed(nextHopsOf(before, answer)),
  );
  return concerned ?? living[0];
}
