import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WIDTH } from "../../src/address/host.ts";
import {
  formatPrefix,
  hasHostBits,
  parsePrefix,
  prefixAround,
  subnetAt,
  subnetCount,
} from "../../src/address/prefix.ts";
import { containsRange, overlaps, sizeOf } from "../../src/address/range.ts";
import { prefix } from "./arbitraries.ts";

const parsed = (text: string) => {
  const found = parsePrefix(text);
  if (!found) throw new Error(`${text} is no prefix`);
  return found;
};

describe("parsePrefix", () => {
  it("reads what formatPrefix writes: the network, without host bits", () => {
    fc.assert(
      fc.property(prefix, (written) => {
        const { family, length, first, last } = written;
        expect(parsePrefix(formatPrefix(written))).toEqual({ family, length, first, last, written: first });
      }),
    );
  });

  it("remembers the address that was written", () => {
    const written = parsed("10.20.0.1/16");
    expect(formatPrefix(written)).toBe("10.20.0.0/16");
    expect(hasHostBits(written)).toBe(true);
    expect(hasHostBits(parsed("10.20.0.0/16"))).toBe(false);
  });

  it.each([
    "10.0.0.0",
    "10.0.0.0/",
    "10.0.0.0/33",
    "10.0.0.0/-1",
    "10.0.0.0/08",
    "10.0.0.0/8/8",
    "::/129",
    "/8",
    "10.0.0.0/8 ",
  ])("refuses %j", (text) => {
    expect(parsePrefix(text)).toBeUndefined();
  });

  it("takes the whole space", () => {
    expect(sizeOf(parsed("0.0.0.0/0"))).toBe(2n ** 32n);
    expect(sizeOf(parsed("::/0"))).toBe(2n ** 128n);
  });
});

describe("subnetAt", () => {
  it("gives subnets one after the other, each inside, none twice, and none beyond the count", () => {
    fc.assert(
      fc.property(prefix, fc.integer({ min: 0, max: 130 }), fc.nat(70000), (outer, length, index) => {
        const subnet = subnetAt(outer, length, index);
        const fits = length >= outer.length && length <= WIDTH[outer.family];
        expect(subnet !== undefined).toBe(fits && index < subnetCount(outer, length));
        if (!subnet) return;
        expect(containsRange(outer, subnet)).toBe(true);
        expect(subnet.length).toBe(length);
        expect(subnet.first).toBe(outer.first + BigInt(index) * sizeOf(subnet));
        const next = subnetAt(outer, length, index + 1);
        if (next) expect(overlaps(subnet, next)).toBe(false);
      }),
    );
  });

  it("has none that are longer than an address, or shorter than the prefix", () => {
    expect(subnetAt(parsed("10.0.0.0/32"), 33, 0)).toBeUndefined();
    expect(subnetAt(parsed("10.0.0.0/8"), 126, 1)).toBeUndefined();
    expect(subnetAt(parsed("10.0.0.0/8"), 7, 0)).toBeUndefined();
    expect(subnetCount(parsed("10.0.0.0/8"), 40)).toBe(0);
    expect(subnetAt(parsed("10.0.0.0/8"), 16, -1)).toBeUndefined();
  });
});

describe("prefixAround", () => {
  it("is aligned and holds its address", () => {
    fc.assert(
      fc.property(prefix, ({ family, length, first, last, written }) => {
        expect(first <= written && written <= last).toBe(true);
        expect(first % sizeOf({ family, first, last })).toBe(0n);
        expect(sizeOf({ family, first, last })).toBe(1n << BigInt(WIDTH[family] - length));
        expect(prefixAround(family, last, length).first).toBe(first);
      }),
    );
  });
});
