import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Family } from "../../src/address/host.ts";
import { findOverlaps } from "../../src/address/overlap.ts";
import { overlaps, type Range } from "../../src/address/range.ts";

interface Thing {
  readonly name: number;
  readonly range: Range;
}

/** Many ranges in little space, so that they overlap, touch and hold one another. */
const things: fc.Arbitrary<readonly Thing[]> = fc
  .array(fc.tuple(fc.constantFrom<Family>(4, 4, 6), fc.nat(60), fc.nat(15)), { maxLength: 14 })
  .map((ranges) =>
    ranges.map(([family, first, more], name) => ({
      name,
      range: { family, first: BigInt(first), last: BigInt(first + more) },
    })),
  );

const found = (all: readonly Thing[]) => findOverlaps(all, ({ range }) => range);

describe("findOverlaps", () => {
  it("reports just what comparing all pairs reports: each thing that overlaps an earlier one, once, in order", () => {
    fc.assert(
      fc.property(things, (all) => {
        const naive = all.filter((later, i) =>
          all.slice(0, i).some((earlier) => overlaps(earlier.range, later.range)),
        );
        expect(found(all).map(({ later }) => later.name)).toEqual(naive.map(({ name }) => name));
      }),
      { numRuns: 2000 },
    );
  });

  it("names an earlier thing that does overlap", () => {
    fc.assert(
      fc.property(things, (all) => {
        for (const { earlier, later } of found(all)) {
          expect(earlier.name).toBeLessThan(later.name);
          expect(overlaps(earlier.range, later.range)).toBe(true);
        }
      }),
    );
  });

  it("reports one wrong /8 behind a thousand networks once", () => {
    const networks = Array.from({ length: 1000 }, (_, name): Thing => {
      const first = BigInt(name * 256);
      return { name, range: { family: 4, first, last: first + 255n } };
    });
    const wide: Thing = { name: 1000, range: { family: 4, first: 0n, last: 2n ** 24n } };
    expect(found([...networks, wide]).map(({ later }) => later.name)).toEqual([1000]);
  });
});
