import type { Network } from "./network.ts";

/** Numbers that no cluster has yet, above the highest one that is in use: a number is not reused. */
export function* nextFreeIds({ clusters }: Network): Generator<number, never> {
  for (let id = Math.max(0, ...clusters.map((cluster) => cluster.id)) + 1; ; id++) yield id;
}
