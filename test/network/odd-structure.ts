import fc from "fast-check";
import { RICH, SHAPELY } from "./rich-inventory.ts";

/** Values that nobody should write. */
export const ODD: readonly unknown[] = [
  ...[
    null,
    true,
    false,
    -1,
    0.1,
    1e308,
    -0,
    9007199254740992,
    "",
    " ",
    "\n",
    "\u0000",
    "\ud800",
    "💥",
    "\u202e",
  ],
  ...[
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "length",
    "undefined",
    "null",
    "0",
    "*a",
    "&a",
  ],
  ...[[], {}, [[]], [null], [{}], { a: null }, "a".repeat(300), "-".repeat(70), "1".repeat(400)],
  ...[
    ["LoadBalancerIP", 1, "ClusterIP", "ClusterIP"],
    ["asn-public", "host-bits", "image-unpined", 5, "x", "x"],
  ],
];

const KEYS = [
  ...new Set([
    ...Object.keys(SHAPELY),
    ...Object.keys(RICH),
    "__proto__",
    "constructor",
    "toString",
    "",
    "0",
  ]),
];

const edit = fc.record({
  kind: fc.constantFrom("replace", "replace", "replace", "delete", "rename", "copy", "repeat", "add"),
  at: fc.nat(),
  key: fc.oneof(fc.constantFrom(...KEYS), fc.string({ maxLength: 5 })),
  value: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...Object.values(SHAPELY).flat()) },
    { weight: 2, arbitrary: fc.constantFrom(...ODD) },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
  ),
});
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

/** Known keys with odd values: a rich inventory after a few edits. */
export const oddStructure: fc.Arbitrary<string> = fc
  .tuple(fc.array(edit, { minLength: 1, maxLength: 5 }), fc.constantFrom(0, 2))
  .map(([edits, indent]) => JSON.stringify(edits.reduce(apply, toTree(RICH)), untree, indent));

/** An object as a list of pairs: keys may stand twice, and `__proto__` is one like any other. */
class Pairs {
  constructor(readonly pairs: readonly Pair[]) {}
}
type Pair = readonly [key: string, value: unknown];

function toTree(plain: unknown): unknown {
  if (Array.isArray(plain)) return plain.map(toTree);
  if (typeof plain !== "object" || plain === null) return plain;
  return new Pairs(Object.entries(plain).map(([key, child]): Pair => [key, toTree(child)]));
}

function untree(_key: string, tree: unknown): unknown {
  if (!(tree instanceof Pairs)) return tree;
  const plain = {};
  for (const [key, value] of tree.pairs)
    Object.defineProperty(plain, key, { value, enumerable: true, configurable: true, writable: true });
  return plain;
}

/** Applies an edit at the place number `at` of the tree, counted in depth-first order. */
function apply(tree: unknown, { kind, at, key, value }: Edit): unknown {
  let left = at % Math.max(1, size(tree));
  const walk = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.flatMap((item) => here(["", item]).map(([, child]) => child));
    return node instanceof Pairs ? new Pairs(node.pairs.flatMap(here)) : node;
  };
  const here = (pair: Pair): readonly Pair[] => {
    const [name, child] = pair;
    if (left-- !== 0) return [[name, walk(child)]];
    switch (kind) {
      case "delete":
        return [];
      case "rename":
        return [[key, child]];
      case "copy":
        return [pair, [key, child]];
      case "repeat":
        return [pair, pair];
      case "add":
        return [pair, [key, toTree(value)]];
      default:
        return [[name, toTree(value)]];
    }
  };
  return walk(tree);
}

function size(tree: unknown): number {
  const children = Array.isArray(tree)
    ? tree
    : tree instanceof Pairs
      ? tree.pairs.map(([, child]) => child)
      : [];
  return children.reduce<number>((sum, child) => sum + 1 + size(child), 0);
}
