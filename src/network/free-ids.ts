import type { Network } from "./network.ts";

/** The schema's largest `id`. */
const LAST = 65535;

/** Numbers that no cluster has yet: above the highest one in use, for a number is not reused; then the gaps. */
export function* nextFreeIds({ clusters }: Network): Generator<number, void> {
  const used = new Set(clusters.map(({ id }) => id));
  const highest = clusters.reduce((max, { id }) => Math.max(max, id), 0);
  for (let id = highest + 1; id <= LAST; id++) yield id;
  for (let id = 1; id < highest; id++) if (!used.has(id)) yield id;
}
