/**
 * What GoBGP takes in place of a shorter connect-retry time, and what its first dial goes by in any case; seconds (3.10,
 * pkg/server/fsm.go: minConnectRetryInterval; 1 from release 4 on).
 */
export const SHORTEST_RETRY = 5;

/** Seconds that a session rests after it was reset: a constant of Cilium's (pkg/bgp/gobgp: idleHoldTimeAfterResetSeconds). */
export const IDLE_HOLD_TIME = 5;

/**
 * Seconds that GoBGP waits at most before it dials: a random time between once and twice its connect-retry time (3.10,
 * pkg/server/fsm.go: connectLoop).
 */
export function longestPause(connectRetry: number): number {
  return 2 * Math.max(connectRetry, SHORTEST_RETRY);
}
