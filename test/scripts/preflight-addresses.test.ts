import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { formatHost } from "../../src/address/host.ts";
import { formatPrefix, type Prefix, parsePrefix, prefixAround } from "../../src/address/prefix.ts";
import { containsRange, overlaps } from "../../src/address/range.ts";
import { closeTrees, dockerNetwork, preflight } from "./preflight-world.ts";

describe("the addresses in preflight.sh", () => {
  afterAll(closeTrees);

  it("agrees with gen about which networks and routes overlap the lab's", () => {
    const wanted = ["192.168.20.0/24", "10.20.0.0/16", "172.20.0.0/16"].map(mustParse);
    fc.assert(
      fc.property(fc.array(nearOneOf(wanted), { minLength: 60, maxLength: 60 }), (prefixes) => {
        const there = prefixes.map((prefix, i) => dockerNetwork(`other${i}`, [formatPrefix(prefix)]));
        const found = preflight({ answers: { networks: there, routes: [] } }).output;
        for (const [i, prefix] of prefixes.entries()) {
          for (const lab of wanted) {
            const clash = ` (${formatPrefix(lab)}) overlaps the Docker network other${i} (${formatPrefix(prefix)})\n`;
            expect(found.includes(clash), clash).toBe(overlaps(lab, prefix));
          }
        }
        const ways = prefixes.map((prefix, i) => ({ dst: written(prefix), dev: `dev${i}.`, flags: [] }));
        const said = preflight({ answers: { routes: ways } }).output;
        for (const [i, prefix] of prefixes.entries()) {
          for (const lab of wanted) {
            const inside = ` (${formatPrefix(lab)}) holds addresses that this machine reaches by dev${i}.: ${written(prefix)}\n`;
            const around = `does not reach ${formatPrefix(lab)} by dev${i}. (${written(prefix)})`;
            expect(said.includes(inside), inside).toBe(containsRange(lab, prefix));
            expect(said.includes(around), around).toBe(
              overlaps(lab, prefix) && !containsRange(lab, prefix) && prefix.length > 1,
            );
          }
        }
      }),
      { numRuns: 8 },
    );
  }, 60_000);
});

/** Prefixes of all lengths, most of them at the ends of these. */
function nearOneOf(wanted: readonly Prefix[]): fc.Arbitrary<Prefix> {
  const edges = wanted.flatMap(({ first, last }) => [
    first - 1n,
    first,
    (first + last) / 2n,
    last,
    last + 1n,
  ]);
  const address = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...edges) },
    { weight: 1, arbitrary: fc.bigInt(0n, 2n ** 32n - 1n) },
  );
  return fc
    .tuple(address, fc.integer({ min: 1, max: 32 }))
    .map(([value, length]) => prefixAround(4, value, length));
}

/** As `ip` writes it: an address by itself without a length. */
function written(prefix: Prefix): string {
  return prefix.length === 32 ? formatHost({ family: 4, value: prefix.first }) : formatPrefix(prefix);
}

function mustParse(text: string): Prefix {
  const prefix = parsePrefix(text);
  if (!prefix) throw new Error(text);
  return prefix;
}
