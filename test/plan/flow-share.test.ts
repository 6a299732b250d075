import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { flowShares, flowShift, type WeightedNextHop } from "../../src/plan/flow-share.ts";
import { movedInAnyOrder } from "../../src/plan/flow-share-bounds.ts";

const weight = fc.oneof(
  { weight: 3, arbitrary: fc.constant(1) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 256 }) },
);
const nextHops = fc
  .array(weight, { minLength: 1, maxLength: 40 })
  .map((weights) => weights.map((value, index) => ({ name: `n${index}`, weight: value })));

/** A list and what becomes of it: some are gone, some are new, some have another weight or place. */
const change = fc.tuple(nextHops, nextHops).chain(([before, other]) =>
  fc
    .shuffledSubarray([...before, ...other.map((hop) => ({ ...hop, name: `${hop.name}b` }))], {
      minLength: 1,
    })
    .map((after) => ({ before, after })),
);

describe("flow shares", () => {
  it("are those of the kernel: every hash at which its choice changes is where a part ends", () => {
    fc.assert(
      fc.property(nextHops, (hops) => {
        const shares = flowShares(hops);
        expect(shares.map(({ name }) => name)).toEqual(hops.map(({ name }) => name));
        let end = 0n;
        for (const { name, share } of shares) {
          if (share === 0) continue;
          const start = end;
          end += BigInt(share * 2 ** 31);
          expect([chosen(hops, start), chosen(hops, end - 1n)]).toEqual([name, name]);
        }
        expect(end).toBe(2n ** 31n);
      }),
    );
  });

  it("are in proportion to the weights, but for the rounding of a hash", () => {
    fc.assert(
      fc.property(nextHops, (hops) => {
        const total = hops.reduce((sum, hop) => sum + hop.weight, 0);
        for (const [index, { share }] of flowShares(hops).entries())
          expect(Math.abs(share - (hops[index]?.weight ?? 0) / total)).toBeLessThanOrEqual(2 ** -31);
      }),
    );
  });

  it("of four nodes are a quarter each", () => {
    expect(flowShares(equal(4)).map(({ share }) => share)).toEqual([0.25, 0.25, 0.25, 0.25]);
  });
});

describe("a change of next hops", () => {
  it("moves as many flows as a comb of hashes says", () => {
    fc.assert(
      fc.property(change, fc.bigInt({ min: 0n, max: 2n ** 20n - 1n }), ({ before, after }, first) => {
        const shift = flowShift(before, after);
        const left = new Set(after.map(({ name }) => name));
        const hashes = Array.from({ length: 2048 }, (_, index) => first + (BigInt(index) << 20n));
        const moved = hashes.filter((one) => chosen(before, one) !== chosen(after, one));
        const forced = moved.filter((one) => !left.has(chosen(before, one) ?? ""));
        // At each end of a part the comb is wrong by one tooth at most.
        const error = (before.length + after.length) / hashes.length;
        expect(Math.abs(moved.length / hashes.length - shift.moved)).toBeLessThan(error);
        expect(Math.abs(forced.length / hashes.length - shift.forced)).toBeLessThan(error);
      }),
      { numRuns: 50 },
    );
  });

  it("has what is kept, moved and lost sum up to all, and forces no more to move than move", () => {
    fc.assert(
      fc.property(change, ({ before, after }) => {
        const { kept, moved, forced, lost } = flowShift(before, after);
        expect(kept + moved + lost).toBe(1);
        expect(forced).toBeLessThanOrEqual(moved);
      }),
    );
  });

  it("that changes nothing moves nothing", () => {
    fc.assert(
      fc.property(nextHops, (hops) => {
        expect(flowShift(hops, hops)).toEqual({ kept: 1, moved: 0, forced: 0, lost: 0 });
      }),
    );
  });

  it("that takes the last of n away moves half of the flows, of which 1/n had to", () => {
    for (const n of [2, 3, 4, 7, 60, 256]) {
      const { moved, forced } = flowShift(equal(n), equal(n - 1));
      // Place i keeps (n - 1 - i) / (n * (n - 1)), which sums up to a half.
      expect(moved).toBeCloseTo(0.5, 7);
      expect(forced).toBeCloseTo(1 / n, 7);
    }
  });

  it("to nothing loses everything", () => {
    expect(flowShift(equal(3), [])).toEqual({ kept: 0, moved: 0, forced: 0, lost: 1 });
  });
});

describe("the bounds for any order", () => {
  it("are the least and the most over every choice of what is gone", () => {
    for (let before = 1; before <= 9; before++) {
      for (let left = 1; left <= before; left++) {
        const moved = choices(before, left).map((kept) => flowShift(equal(before), kept).moved);
        expect(movedInAnyOrder(before, left), `${left} of ${before} left`).toEqual({
          least: Math.min(...moved),
          most: Math.max(...moved),
        });
      }
    }
  });

  it("hold what happens in an order among many", () => {
    const some = fc.integer({ min: 2, max: 256 }).chain((before) =>
      fc.shuffledSubarray([...equal(before)], { minLength: 1 }).map((left) => ({
        before,
        left: equal(before).filter((hop) => left.some(({ name }) => name === hop.name)),
      })),
    );
    fc.assert(
      fc.property(some, ({ before, left }) => {
        const { moved, forced } = flowShift(equal(before), left);
        const { least, most } = movedInAnyOrder(before, left.length);
        expect(moved).toBeGreaterThanOrEqual(least);
        expect(moved).toBeLessThanOrEqual(most);
        expect(least).toBeGreaterThanOrEqual(forced - 2 ** -20);
      }),
      { numRuns: 60 },
    );
  });

  it("of one node out of four are a third and a half", () => {
    const { least, most } = movedInAnyOrder(4, 3);
    expect([least, most]).toEqual([expect.closeTo(1 / 3, 8), expect.closeTo(1 / 2, 8)]);
  });
});

/** What the kernel does with a hash, in its own words: the first upper bound that is not below it. */
function chosen(hops: readonly WeightedNextHop[], one: bigint): string | undefined {
  const total = hops.reduce((sum, hop) => sum + BigInt(hop.weight), 0n);
  let ahead = 0n;
  return hops.find((hop) => {
    ahead += BigInt(hop.weight);
    const upperBound = ((ahead << 31n) + total / 2n) / total - 1n;
    return one <= upperBound;
  })?.name;
}

function equal(count: number): readonly WeightedNextHop[] {
  return Array.from({ length: count }, (_, index) => ({ name: `n${index}`, weight: 1 }));
}

/** Every way to keep `left` of `before` next hops, in their order. */
function choices(before: number, left: number): readonly (readonly WeightedNextHop[])[] {
  const all = equal(before);
  return Array.from({ length: 2 ** before }, (_, bits) =>
    all.filter((_, index) => (bits >> index) & 1),
  ).filter((kept) => kept.length === left);
}
