import { firstHash, HASHES } from "./flow-share.ts";

/** The least and the most that something can be; equal where it is known. */
export interface Bounds {
  readonly least: number;
  readonly most: number;
}

/**
 * The share of flows that go to another next hop when of `before` next hops of equal weight `left` are left, at least
 * one, whichever those are and in whatever order the kernel has them. That order cannot be predicted: zebra puts a group
 * together by the ids of its next hops (zebra_nhg.c, zebra_nhg_nhe2grp), and gives ids in the order in which it first
 * heard of them. Seen on FRR 8.4: four nodes whose sessions come up together are in another order each time, and those
 * that are left stay in it. What is gone takes its own share along in any order; more moves because the parts of the
 * others grow and shift, least if what is gone lay in the middle.
 */
export function movedInAnyOrder(before: number, left: number): Bounds {
  const gone = before - left;
  // The most and the fewest hashes that stay, by how many next hops that are gone lie ahead of the one looked at.
  let fewest = new Array<number>(gone + 1).fill(0);
  let most = fewest;
  for (let place = 0; place < left; place++) {
    const stays = Array.from({ length: gone + 1 }, (_, ahead) => staying(place, left, place + ahead, before));
    fewest = running(fewest, Math.min).map((sum, ahead) => sum + (stays[ahead] ?? 0));
    most = running(most, Math.max).map((sum, ahead) => sum + (stays[ahead] ?? 0));
  }
  return {
    least: (HASHES - Math.max(...most)) / HASHES,
    most: (HASHES - Math.min(...fewest)) / HASHES,
  };
}

/** How many hashes a next hop keeps that was number `old` of `before` and is number `place` of `left`. */
function staying(place: number, left: number, old: number, before: number): number {
  const from = Math.max(firstHash(place, left), firstHash(old, before));
  const to = Math.min(firstHash(place + 1, left), firstHash(old + 1, before));
  return Math.max(0, to - from);
}

/** The smallest or largest so far at each place: a next hop has as many gone ones ahead as the one before it, or more. */
function running(values: readonly number[], better: (a: number, b: number) => number): number[] {
  let best = values[0] ?? 0;
  return values.map((value) => {
    best = better(best, value);
    return best;
  });
}
