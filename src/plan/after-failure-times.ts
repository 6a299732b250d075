import type { ExpectedSession } from "./expected.ts";
import type { Failure } from "./failure.ts";
import { IDLE_HOLD_TIME, longestPause, SHORTEST_RETRY } from "./gobgp-times.ts";
import type { Peering } from "./plan.ts";

/** The longest black hole that an event makes, and of which times it is the sum; all in seconds. */
export interface BlackHoleBound {
  readonly event: "link lost silently" | "process killed";
  readonly seconds: number;
  /** 0 where the kernel ends the session at once. */
  readonly hold: number;
  /** 0 without graceful restart. */
  readonly restart: number;
}

/** The worst black hole over the sessions that a failure ends, for each event that it can be: links are not killed. */
export function blackHoleBounds(
  lost: readonly ExpectedSession[],
  failure: Failure,
): readonly BlackHoleBound[] {
  const routers = new Set(failure.routers);
  const nodes = new Set(failure.nodes);
  const concerned = lost.filter(({ router }) => !routers.has(router));
  return [
    ...worst(concerned.map(linkLost)),
    ...worst(concerned.filter(({ node }) => nodes.has(node)).map(processKilled)),
  ];
}

function linkLost({ hold, blackHole }: ExpectedSession): BlackHoleBound {
  const seconds = blackHole.linkLost;
  return { event: "link lost silently", seconds, hold, restart: seconds - hold };
}

function processKilled({ blackHole }: ExpectedSession): BlackHoleBound {
  const seconds = blackHole.processKilled;
  return { event: "process killed", seconds, hold: 0, restart: seconds };
}

function worst(bounds: readonly BlackHoleBound[]): readonly BlackHoleBound[] {
  const [first, ...others] = bounds;
  return first
    ? [others.reduce((longest, one) => (one.seconds > longest.seconds ? one : longest), first)]
    : [];
}

/**
 * In how many seconds all lost sessions are established again at the latest, from when both ends run and hear each other
 * (GoBGP 3.10, pkg/server/fsm.go, connectLoop; those of later releases wait less). Either the node had not
 * noticed: then it does after the hold time, rests, and dials. Or it was dialling in vain: an attempt takes up to the
 * connect-retry time, and the pause until the next up to twice that.
 */
export function backWithin(lost: readonly ExpectedSession[], peerings: readonly Peering[]): number {
  const retries = new Map(
    peerings.map(({ router, cluster, timers }) => [`${router} ${cluster}`, timers.connectRetry]),
  );
  return lost.reduce((longest, { router, cluster, hold }) => {
    const retry = retries.get(`${router} ${cluster}`) ?? SHORTEST_RETRY;
    const attempt = Math.max(retry, SHORTEST_RETRY);
    return Math.max(
      longest,
      hold + IDLE_HOLD_TIME + longestPause(SHORTEST_RETRY),
      attempt + longestPause(retry),
    );
  }, 0);
}
