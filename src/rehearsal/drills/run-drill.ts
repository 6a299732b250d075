import { setTimeout as pause } from "node:timers/promises";
import { afterFailure } from "../../plan/after-failure.ts";
import type { ExpectedAnswer } from "../../plan/expected.ts";
import type { Failure } from "../../plan/failure.ts";
import { checkFailover, checkRecovery, SLACK } from "../checks/check-drill.ts";
import { routerState } from "../frr/router-state.ts";
import { until } from "../lab/lab-handle.ts";
import { hostName, listed } from "../node-names.ts";
import type { Check, Drill } from "../report/report.ts";
import { isAsPredicted } from "../settle.ts";
import { bringAbout, mend } from "./bring-about.ts";
import type { DrillGround } from "./drill-ground.ts";
import { boundOf, type NextHops, nextHopsLeft } from "./drill-prediction.ts";
import type { Fault } from "./faults.ts";
import { mapFlows, movedFlows } from "./moved-flows.ts";
import { type RequestStream, startStream } from "./request-stream.ts";
import { lossesBetween } from "./stream-losses.ts";

/** Seconds for which a client is watched before a failure, and once the next hops are as they should be: nothing may be lost then. */
const CALM = 2;

/** Milliseconds before the present, from which on a request may not have been given up yet. */
const PENDING = 1200;

/**
 * Brings a failure about while the clients ask, watches the kernels' next hops until they are those that are left, mends
 * it, and waits until all is as before.
 */
export async function runDrill(
  failure: Failure,
  fault: Fault,
  ground: DrillGround,
): Promise<{ readonly drill: Drill; readonly checks: readonly Check[] }> {
  const { expected, running } = ground;
  const after = afterFailure(ground.plan, failure);
  const bound = boundOf(after, fault.event);
  const before = await nextHopsNow(ground);
  const left = nextHopsLeft(before, after);
  const streams = await Promise.all(expected.answers.map((answer) => startStream(answer, running.handle)));
  const [answer] = bound === undefined ? [] : expected.answers;
  const flows = answer && (await mapFlows(answer, ground));

  const start = Date.now();
  await bringAbout(fault, running);
  const converged = await secondsUntil(start, (bound ?? 0) + SLACK + CALM, async () =>
    isSame(await nextHopsNow(ground, left), left),
  );
  const moved =
    answer &&
    flows &&
    movedFlows(
      { before: flows, after: await mapFlows(answer, ground) },
      { before: ofAnswer(before, answer), after: ofAnswer(await nextHopsNow(ground, left), answer) },
    );
  await pause(CALM * 1000);
  const losses = lossesBetween(await answersOf(streams), start, Date.now() - PENDING);

  const mended = Date.now();
  await mend(fault, running);
  const patience = after.backWithin + 2 * SLACK;
  const recovered = await secondsUntil(mended, patience, () => isWhole(ground));
  const well = Date.now();
  await pause(CALM * 1000);
  const then = lossesBetween(await answersOf(streams), well + 200, Date.now() - PENDING);
  await Promise.all(streams.map((stream) => stream.stop()));

  const drill: Drill = {
    failure: failure.text,
    event: fault.event,
    bound,
    converged,
    ...losses,
    moved,
    recovered,
  };
  return {
    drill,
    checks: [checkFailover(drill, left), checkRecovery(drill, patience, then)],
  };
}

/** The routers' next hops, by name, to the prefixes of `like`, or of the prediction. */
async function nextHopsNow({ expected, running, hosts }: DrillGround, like?: NextHops): Promise<NextHops> {
  const routers = like ? [...like.keys()] : running.lab.routers.map(({ name }) => name);
  const found = new Map<string, ReadonlyMap<string, readonly string[]>>();
  for (const router of routers) {
    const { nextHops } = await routerState(running.handle, router);
    const prefixes = expected.routes.filter((route) => route.router === router && route.nextHops > 0);
    found.set(
      router,
      new Map(
        prefixes.map(({ prefix }) => [
          prefix,
          (nextHops.get(prefix) ?? []).map((address) => hostName(hosts, address)),
        ]),
      ),
    );
  }
  return found;
}

function isSame(found: NextHops, wanted: NextHops): boolean {
  return [...wanted].every(([router, routes]) =>
    [...routes].every(([prefix, nodes]) => listed(found.get(router)?.get(prefix) ?? []) === listed(nodes)),
  );
}

/** The next hops of the route that a client's requests take. */
function ofAnswer(nextHops: NextHops, { router, address }: ExpectedAnswer): readonly string[] {
  return nextHops.get(router)?.get(`${address}/32`) ?? [];
}

async function isWhole({ expected, running, hosts }: DrillGround): Promise<boolean> {
  for (const { name } of running.lab.routers) {
    if (!isAsPredicted(expected, name, await routerState(running.handle, name), hosts)) return false;
  }
  return true;
}

async function secondsUntil(
  start: number,
  patience: number,
  condition: () => Promise<boolean>,
): Promise<number | undefined> {
  const spent = (Date.now() - start) / 1000;
  const reached = await until(condition, patience - spent, 0.05);
  return reached ? Math.round((Date.now() - start) / 100) / 10 : undefined;
}

async function answersOf(streams: readonly RequestStream[]) {
  return (await Promise.all(streams.map((stream) => stream.answers()))).flat();
}
