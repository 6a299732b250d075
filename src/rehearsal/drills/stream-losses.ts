import type { Answer } from "../programs/answer.ts";

/** What a stream of requests lost to a failure. */
export interface Losses {
  readonly requests: number;
  readonly lost: number;
  /** Seconds after the failure at which the last request was made that was lost; 0 if none was. */
  readonly lastLoss: number;
}

/** Counts the requests that were made from `start` until `end`; it failed at `failed`. In milliseconds since 1970. */
export function lossesBetween(
  answers: readonly Answer[],
  start: number,
  end: number,
  failed = start,
): Losses {
  const made = answers.filter(({ at }) => at >= start && at < end);
  const lost = made.filter(({ error }) => error !== "");
  const last = lost.reduce((latest, { at }) => Math.max(latest, at), failed);
  return { requests: made.length, lost: lost.length, lastLoss: Math.round((last - failed) / 100) / 10 };
}

/** What several streams lost together. */
export function sumOf(losses: readonly Losses[]): Losses {
  return losses.reduce(
    (sum, { requests, lost, lastLoss }) => ({
      requests: sum.requests + requests,
      lost: sum.lost + lost,
      lastLoss: Math.max(sum.lastLoss, lastLoss),
    }),
    { requests: 0, lost: 0, lastLoss: 0 },
  );
}
