import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cover, coverWithoutHostRoutes } from "../../src/address/cover.ts";
import { WIDTH } from "../../src/address/host.ts";
import { formatPrefix } from "../../src/address/prefix.ts";
import type { Range } from "../../src/address/range.ts";
import { parseRange, rangeOf } from "../../src/address/written-range.ts";
import { range } from "./arbitraries.ts";

const read = (text: string): Range => {
  const written = parseRange(text);
  const found = written && rangeOf(written);
  if (!found) throw new Error(`${text} is no range`);
  return found;
};

describe("cover", () => {
  it("holds exactly the range: its prefixes follow one another without a gap", () => {
    fc.assert(
      fc.property(range, ({ family, first, last }) => {
        let next = first;
        for (const prefix of cover({ family, first, last })) {
          expect(prefix.first).toBe(next);
          next = prefix.last + 1n;
        }
        expect(next).toBe(last + 1n);
      }),
    );
  });

  it("has the fewest prefixes: no two neighbours are the halves of one", () => {
    fc.assert(
      fc.property(range, (whole) => {
        const prefixes = cover(whole);
        const halves = prefixes.filter(
          ({ length, first }, i) =>
            prefixes[i + 1]?.length === length && (first >> BigInt(WIDTH[whole.family] - length)) % 2n === 0n,
        );
        expect(halves).toEqual([]);
        expect(prefixes.length).toBeLessThanOrEqual(Math.max(1, 2 * WIDTH[whole.family] - 2));
      }),
    );
  });

  it.each([
    ["172.30.0.10-172.30.0.20", "172.30.0.10/31 172.30.0.12/30 172.30.0.16/30 172.30.0.20/32"],
    ["172.30.0.0/24", "172.30.0.0/24"],
    ["172.30.0.10", "172.30.0.10/32"],
    ["0.0.0.0-255.255.255.255", "0.0.0.0/0"],
    ["255.255.255.254-255.255.255.255", "255.255.255.254/31"],
    ["fd00::1-fd00::2", "fd00::1/128 fd00::2/128"],
  ])("%s is %s", (text, prefixes) => {
    expect(cover(read(text)).map(formatPrefix).join(" ")).toBe(prefixes);
  });
});

describe("coverWithoutHostRoutes", () => {
  it("holds the range, with no prefix of host length, at most one address more at each end, and none twice", () => {
    fc.assert(
      fc.property(range, (whole) => {
        const { family, first, last } = whole;
        const prefixes = coverWithoutHostRoutes(whole);
        expect(prefixes.filter(({ length }) => length >= WIDTH[family])).toEqual([]);
        const [head] = prefixes;
        const tail = prefixes.at(-1);
        expect(first - (head?.first ?? 0n) === 0n || first - (head?.first ?? 0n) === 1n).toBe(true);
        expect((tail?.last ?? 0n) - last === 0n || (tail?.last ?? 0n) - last === 1n).toBe(true);
        for (const [i, prefix] of prefixes.entries())
          if (i > 0) expect(prefix.first).toBe((prefixes[i - 1]?.last ?? 0n) + 1n);
      }),
    );
  });

  it.each([
    ["172.30.0.10", "172.30.0.10/31"],
    ["172.30.0.11", "172.30.0.10/31"],
    ["172.30.0.11-172.30.0.12", "172.30.0.10/31 172.30.0.12/31"],
    ["172.30.0.10-172.30.0.20", "172.30.0.10/31 172.30.0.12/30 172.30.0.16/30 172.30.0.20/31"],
    ["255.255.255.255", "255.255.255.254/31"],
  ])("%s is %s", (text, prefixes) => {
    expect(coverWithoutHostRoutes(read(text)).map(formatPrefix).join(" ")).toBe(prefixes);
  });
});
