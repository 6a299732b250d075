import { setTimeout as pause } from "node:timers/promises";
import type { Drill } from "../report/report.ts";
import { mend } from "./bring-about.ts";
import type { DrillGround } from "./drill-ground.ts";
import { CALM } from "./drill-times.ts";
import type { Fault } from "./faults.ts";
import { isWhole } from "./kernel-next-hops.ts";
import { answersUntil, type RequestStream } from "./request-stream.ts";
import { secondsUntil } from "./seconds-until.ts";
import { type Losses, lossesBetween } from "./stream-losses.ts";

/** How a lab came back. */
export interface SeenRecovery extends Pick<Drill, "recovered"> {
  /** By client and service, of what was asked once all was as before. */
  readonly losses: readonly Losses[];
}

/** Undoes a failure, and waits until all is as before, or for so many seconds; then watches the clients for a while. */
export async function watchRecovery(
  fault: Fault,
  patience: number,
  ground: DrillGround,
  streams: readonly RequestStream[],
): Promise<SeenRecovery> {
  // It takes a while where many daemons are started, and nobody is late as long as one does not run.
  await mend(fault, ground.running);
  const recovered = await secondsUntil(() => isWhole(ground), patience);
  const whole = Date.now();
  await pause(CALM * 1000);
  const end = Date.now();
  const answers = await answersUntil(end, streams);
  return { recovered, losses: answers.map((each) => lossesBetween(each, whole, end)) };
}
