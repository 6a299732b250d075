import { afterFailure } from "../../plan/after-failure.ts";
import type { Failure } from "../../plan/failure.ts";
import { checkFailover, checkRecovery } from "../checks/check-drill.ts";
import type { Check, Drill } from "../report/report.ts";
import type { DrillGround } from "./drill-ground.ts";
import { boundOf, predictDrill } from "./drill-prediction.ts";
import { recoveryTime } from "./drill-times.ts";
import type { Fault } from "./faults.ts";
import { kernelNextHops } from "./kernel-next-hops.ts";
import { withStreams } from "./request-stream.ts";
import { sumOf } from "./stream-losses.ts";
import { watchFailure } from "./watch-failure.ts";
import { watchRecovery } from "./watch-recovery.ts";

/** A drill as the report has it, and what is to be said of it. */
export interface DrillResult {
  readonly drill: Drill;
  readonly checks: readonly Check[];
}

/**
 * Brings a failure about while the clients ask, watches the kernels' next hops until they are those that are left, mends
 * it, and waits until all is as before.
 */
export async function runDrill(failure: Failure, fault: Fault, ground: DrillGround): Promise<DrillResult> {
  const { expected, plan, running } = ground;
  const after = afterFailure(plan, failure);
  const before = await kernelNextHops(ground);
  const prediction = predictDrill(plan, after, fault.event, before);
  const bound = boundOf(prediction);
  const patience = recoveryTime(after);
  return withStreams(expected.answers, running.handle, async (streams) => {
    const failed = await watchFailure(fault, prediction, before, ground, streams);
    const { recovered, losses } = await watchRecovery(fault, patience, ground, streams);
    // Where some have a way left, what the others lose is no measure.
    const counted = failed.streams.filter((stream) => bound === undefined || stream.bound !== undefined);
    const drill: Drill = {
      failure: failure.text,
      event: fault.event,
      bound,
      converged: failed.converged,
      ...sumOf(counted.map((stream) => stream.losses)),
      moved: failed.moved,
      recovered,
    };
    return {
      drill,
      checks: [
        checkFailover(drill, prediction, failed.streams),
        checkRecovery(drill, prediction, patience, losses),
      ],
    };
  });
}
