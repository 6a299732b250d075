import fc from "fast-check";
import { type Family, type Host, WIDTH } from "../../src/address/host.ts";
import { type Prefix, prefixAround } from "../../src/address/prefix.ts";
import type { Range } from "../../src/address/range.ts";

export const family: fc.Arbitrary<Family> = fc.constantFrom<Family>(4, 6);

/** Addresses of a family, the ends of its space included. */
export function valueIn(of: Family): fc.Arbitrary<bigint> {
  const max = (1n << BigInt(WIDTH[of])) - 1n;
  return fc.oneof(
    { weight: 5, arbitrary: fc.bigInt({ min: 0n, max }) },
    { weight: 1, arbitrary: fc.constantFrom(0n, 1n, max - 1n, max, max >> 1n) },
  );
}

export const host: fc.Arbitrary<Host> = family.chain((of) =>
  valueIn(of).map((value) => ({ family: of, value })),
);

export const prefix: fc.Arbitrary<Prefix> = host.chain(({ family: of, value }) =>
  fc.integer({ min: 0, max: WIDTH[of] }).map((length) => prefixAround(of, value, length)),
);

/** Ranges of any size, and short ones, whose ends are where mistakes are made. */
export const range: fc.Arbitrary<Range> = family.chain((of) => {
  const max = (1n << BigInt(WIDTH[of])) - 1n;
  const ends = fc.oneof(
    fc.tuple(valueIn(of), valueIn(of)),
    fc.tuple(valueIn(of), fc.bigInt({ min: 0n, max: 300n })).map(([first, more]) => {
      const last = first + more;
      return [first, last > max ? max : last] as [bigint, bigint];
    }),
  );
  return ends.map(([a, b]) => ({ family: of, first: a < b ? a : b, last: a < b ? b : a }));
});
