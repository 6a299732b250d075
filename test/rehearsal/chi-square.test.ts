import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chiSquare, chiSquareBound } from "../../src/rehearsal/flows/chi-square.ts";

describe("chi-square", () => {
  it("is 0 where all are equal, and where nothing was counted", () => {
    expect(chiSquare([100, 100, 100, 100])).toBe(0);
    expect(chiSquare([0, 0])).toBe(0);
  });

  it("is what the textbook has: a die thrown 60 times", () => {
    expect(chiSquare([5, 8, 9, 8, 10, 20])).toBeCloseTo(13.4);
  });

  it("has a bound near the exact quantile of one in a million, and never below it", () => {
    // Two degrees of freedom have a closed form, -2 ln p; the others are from tables of the distribution.
    const exact: readonly (readonly [counts: number, quantile: number])[] = [
      [2, 23.93],
      [3, -2 * Math.log(1e-6)],
      [4, 30.66],
      [6, 35.89],
    ];
    for (const [counts, quantile] of exact) {
      expect(chiSquareBound(counts)).toBeGreaterThan(quantile);
      expect(chiSquareBound(counts)).toBeLessThan(1.16 * quantile);
    }
  });

  it("tells a fair spread of 400 flows from one that leaves a node out", () => {
    const fair = fc.array(fc.nat({ max: 3 }), { minLength: 400, maxLength: 400, size: "max" });
    fc.assert(
      fc.property(fair, (draws) => {
        const counts = [0, 0, 0, 0];
        for (const node of draws) counts[node] = (counts[node] ?? 0) + 1;
        const left = counts.map((count, node) => (node === 0 ? 0 : count));
        expect(chiSquare(left)).toBeGreaterThan(chiSquareBound(4));
      }),
      { numRuns: 200 },
    );
  });
});
