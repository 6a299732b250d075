import type { AfterFailure } from "../../plan/after-failure.ts";
import { type BlackHoleBound, blackHoleBounds } from "../../plan/after-failure-times.ts";
import type { ExpectedAnswer } from "../../plan/expected.ts";
import type { Plan } from "../../plan/plan.ts";

/** A next hop is a node, by its name. By router, then by prefix; in the order of the kernel's group. */
export type NextHops = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

/** What a fault should do. */
export interface DrillPrediction {
  /** The next hops that are left; routers that failed are not asked. */
  readonly left: NextHops;
  /** Seconds within which they are those, at most. */
  readonly within: number;
  /** In the order of the expected answers. */
  readonly streams: readonly StreamPrediction[];
}

/** What becomes of a client's requests to a service. */
export interface StreamPrediction {
  readonly answer: ExpectedAnswer;
  /** Seconds for which requests may be lost, at most; undefined: until what failed is back, for there is no other way. */
  readonly bound: number | undefined;
}

/**
 * Says what is left of the next hops that there were, and until when clients lose requests. Next hops go when the
 * routers notice, whether or not anybody is answered then: the two times have nothing to do with each other where no
 * way is left.
 */
export function predictDrill(
  { expected }: Pick<Plan, "expected">,
  after: AfterFailure,
  event: BlackHoleBound["event"],
  before: NextHops,
): DrillPrediction {
  const left = nextHopsLeft(before, after);
  const lost = new Set(after.sessionsLost.map(({ router, node }) => `${router} ${node}`));
  const sessions = expected.sessions.filter(({ router, node }) => lost.has(`${router} ${node}`));
  const streams = expected.answers.map((answer, i): StreamPrediction => {
    const isCutOff = after.clients[i]?.cutOffBy !== undefined || nextHopsOf(left, answer).length === 0;
    if (isCutOff) return { answer, bound: undefined };
    const serving = new Set(answer.clusters.map(({ cluster }) => cluster));
    const concerned = sessions.filter(
      ({ router, cluster }) => router === answer.router && serving.has(cluster),
    );
    return { answer, bound: secondsOf(blackHoleBounds(concerned, after.failure), event) };
  });
  return { left, within: secondsOf(after.blackHoles, event), streams };
}

/** The longest that a client that has a way left may lose requests; undefined where no client has one. */
export function boundOf({
  within,
  streams,
}: Pick<DrillPrediction, "within" | "streams">): number | undefined {
  if (streams.length === 0) return within;
  const bounds = streams.flatMap(({ bound }) => bound ?? []);
  return bounds.length > 0 ? Math.max(...bounds) : undefined;
}

/** The next hops of the route that a client's requests take. */
export function nextHopsOf(nextHops: NextHops, { router, address }: ExpectedAnswer): readonly string[] {
  return nextHops.get(router)?.get(`${address}/32`) ?? [];
}

function nextHopsLeft(before: NextHops, { failure, sessionsLost }: AfterFailure): NextHops {
  const lost = new Set(sessionsLost.map(({ router, node }) => `${router} ${node}`));
  const asked = [...before].filter(([router]) => !failure.routers.includes(router));
  return new Map(
    asked.map(([router, routes]) => [
      router,
      new Map(
        [...routes].map(([prefix, nodes]) => [
          prefix,
          nodes.filter((node) => !lost.has(`${router} ${node}`)),
        ]),
      ),
    ]),
  );
}

/** There is no bound where no router that lives loses a session: nothing changes there, and nothing is waited for. */
function secondsOf(bounds: readonly BlackHoleBound[], event: BlackHoleBound["event"]): number {
  return bounds.find((bound) => bound.event === event)?.seconds ?? 0;
}
