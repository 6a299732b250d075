import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatHost } from "../../src/address/host.ts";
import { formatPrefix } from "../../src/address/prefix.ts";
import { formatRange } from "../../src/address/range.ts";
import { parseRange, rangeOf } from "../../src/address/written-range.ts";
import { host, prefix, range } from "./arbitraries.ts";

const read = (text: string) => {
  const written = parseRange(text);
  return written && rangeOf(written);
};

describe("parseRange", () => {
  it("reads what formatRange writes, and a prefix as its range", () => {
    fc.assert(
      fc.property(range, (whole) => {
        expect(read(formatRange(whole))).toEqual(whole);
      }),
    );
    fc.assert(
      fc.property(prefix, (whole) => {
        const { family, first, last } = whole;
        expect(read(formatPrefix(whole))).toEqual({ family, first, last });
      }),
    );
  });

  it("keeps the ends as they were written: rules say what is wrong with them", () => {
    fc.assert(
      fc.property(host, host, (from, to) => {
        const written = parseRange(`${formatHost(from)} - ${formatHost(to)}`);
        expect(written).toEqual({ from, to });
        const isRange = from.family === to.family && from.value <= to.value;
        expect(written && rangeOf(written) !== undefined).toBe(isRange);
      }),
    );
  });

  it.each([
    "",
    "-",
    "10.0.0.1-",
    "-10.0.0.1",
    "10.0.0.1-20",
    "10.0.0.0/24-10.0.1.0/24",
    "10.0.0.1-10.0.0.2-10.0.0.3",
  ])("refuses %j", (text) => {
    expect(parseRange(text)).toBeUndefined();
  });
});
