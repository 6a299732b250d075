import { readFileSync } from "node:fs";
import fc from "fast-check";

/** Inventories as nobody should write them: any text, mistreated real ones, and known keys with odd values. */

export const REAL = readFileSync(new URL("../../inventories/two-clusters.yaml", import.meta.url), "utf8");

/** Every key of the language once or more, in an inventory without errors. */
const RICH = {
  name: "rich",
  allow: ["multihop-on-link", "unfiltered-router", "advertised-but-refused"],
  versions: { cilium: "1.18.12", kubernetes: "1.33.7", kind: "0.31.0", frr: "10.7.1" },
  podSubnets: { supernet: "10.128.0.0/9", size: 20 },
  serviceSubnets: { supernet: "10.96.0.0/12", size: 22 },
  bgp: {
    timers: { hold: 9, keepalive: 3, connectRetry: 5 },
    gracefulRestart: { restartTime: 15 },
    multihop: 2,
    advertise: ["LoadBalancerIP", "ClusterIP"],
  },
  networks: {
    client: { subnet: "192.168.20.0/24", gateway: "192.168.20.1", nodeRange: "192.168.20.128/25" },
    edge: { subnet: "192.168.30.0/24" },
    n1: { subnet: "10.20.0.0/16", gateway: "10.20.0.1", nodeRange: "10.20.128.0/17" },
    n2: { subnet: "172.20.0.0/16" },
  },
  routers: {
    r1: {
      platform: "frr",
      asn: 65001,
      routerId: "10.0.255.11",
      addresses: { client: "192.168.20.101", n1: "10.20.0.101" },
      image: "quay.io/frrouting/frr:10.7.1",
      policy: "accept-all",
      originate: ["client", "n1"],
    },
    r2: { asn: 65002, routerId: "10.0.255.12", addresses: { edge: "192.168.30.101", n2: "172.20.0.101" } },
  },
  clusters: {
    c1: {
      id: 1,
      provider: "kind",
      network: "n1",
      asn: 65101,
      controlPlanes: 3,
      workers: 0,
      podSubnet: "10.200.0.0/20",
      serviceSubnet: "10.110.0.0/22",
      cilium: "1.18.12",
      kubernetes: "1.33.7",
      nodeImage: "kindest/node:v1.33.7",
      bgp: { timers: { hold: 30, keepalive: 10 }, advertise: ["LoadBalancerIP"] },
    },
    c2: { id: 2, network: "n2", asn: 65102, workers: 2 },
  },
  pools: { anycast: { range: "172.30.0.10-172.30.0.20" }, one: { range: "172.30.1.1" } },
  services: {
    hello: {
      image: "nginxdemos/hello:0.4-plain-text",
      port: 80,
      targetPort: 8080,
      replicas: 2,
      pool: "anycast",
      address: "172.30.0.10",
      clusters: ["c1", "c2"],
      trafficPolicy: "Cluster",
    },
    lone: { image: "nginxdemos/hello:0.4", port: 81, pool: "one", address: "172.30.1.1", clusters: ["c2"] },
  },
  clients: {
    alice: { network: "client", address: "192.168.20.2", image: "nicolaka/netshoot:v0.15" },
    bob: { network: "edge", address: "192.168.30.2" },
  },
};

/** Values that something in the language means, in the right place or not. */
const PLAUSIBLE: readonly unknown[] = [
  ...new Set(leaves(RICH)),
  ...["0.0.0.0/0", "::/0", "10.0.0.0/32", "10.0.0.0/31", "10.20.0.0/8", "172.17.0.0/24", "fd00::/64"],
  ...["0.0.0.0", "255.255.255.255", "::1", "fd00::2", "::ffff:10.0.0.1", "10.20.0.1", "172.30.0.20"],
  ...["0.0.0.0-255.255.255.255", "10.0.0.9-10.0.0.1", "10.0.0.1-fd00::1", "fd00::1-fd00::ffff", "::-::1"],
  ...[0, 1, 2, 9, 24, 33, 126, 128, 255, 1000, 65535, 65536, 4294967295, 23456],
  ...["1.14.0", "1.20.0", "1.36.4", "0.33.0", "7.5.0", "latest", "nginx", "ClusterIP", "ExternalIP", "Local"],
  ...[["c1", "c1"], ["n1", "n1"], ["LoadBalancerIP", "LoadBalancerIP"], ["asn-public"], ["host-bits"], []],
];

const ODD: readonly unknown[] = [
  ...[null, true, false, -1, 0.1, 1e308, -0, 9007199254740993, "", " ", "\n", "\u0000", "\ud800", "💥", "\u202e"],
  ...["__proto__", "constructor", "toString", "hasOwnProperty", "length", "undefined", "null", "0", "*a", "&a"],
  ...[[], {}, [[]], [null], [{}], { a: null }, "a".repeat(300), "-".repeat(70), "1".repeat(400)],
];

const KEYS: readonly string[] = [...new Set(keys(RICH)), "__proto__", "constructor", "toString", "", "x", "0"];

const value = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...PLAUSIBLE) },
  { weight: 2, arbitrary: fc.constantFrom(...ODD) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
);

/** One step away from what was there. `at` picks the place, `value` and `key` what comes to stand there. */
const edit = fc.record({
  kind: fc.constantFrom("replace", "replace", "replace", "delete", "rename", "copy", "repeat", "add"),
  at: fc.nat(),
  key: fc.oneof(fc.constantFrom(...KEYS), fc.string({ maxLength: 5 })),
  value,
});
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

/** Known keys with odd values: a rich inventory after a few edits. */
export const oddStructure: fc.Arbitrary<string> = fc
  .record({ edits: fc.array(edit, { maxLength: 6 }), indent: fc.constantFrom(0, 2) })
  .map(({ edits, indent }) => JSON.stringify(edits.reduce(apply, toTree(RICH)), untree, indent));

/** A real inventory whose lines and words were deleted, doubled, swapped and replaced. */
export const mistreated: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(REAL, JSON.stringify(RICH, null, 2), JSON.stringify(RICH)),
    fc.array(
      fc.record({
        kind: fc.constantFrom("delete-line", "double-line", "move-line", "word", "word", "insert", "cut", "cut-out"),
        at: fc.nat(),
        to: fc.nat(),
        text: fc.oneof(
          fc.constantFrom(...PLAUSIBLE, ...ODD).map(written),
          fc.constantFrom(...["- ", ": ", "{", "}", "[", "]", "\t", "\r", "---\n", "...\n", "# ", "'", '"', "|\n"]),
          fc.constantFrom(...["? ", "<<: ", "&a ", "*a", "!!set ", "!!omap ", "!!binary ", "!!timestamp ", "! "]),
          fc.constantFrom(...["%YAML 1.1\n---\n", "%YAML 1.1\n", "\ufeff", "\u2028", "0o7", ".inf", ".nan", "~"]),
          fc.string({ maxLength: 4, unit: "binary" }),
        ),
      }),
      { maxLength: 8 },
    ),
  )
  .map(([text, changes]) => changes.reduce(change, text));

/** Any text at all, and text made of the characters that mean something to YAML. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.string({ unit: "grapheme", maxLength: 200 }),
  fc.string({
    unit: fc.constantFrom(..."abn01:-,[]{}#&*!|>'\"%@`?\\~<. \n\t\r", "!!", "name", "networks", "clusters", "\n  "),
    maxLength: 60,
  }),
  fc.array(fc.constantFrom(...KEYS, ...ODD.map(String), ": ", "\n", "\n  ", " ", "- ", "{", "}", ","), { maxLength: 40 }).map((words) => words.join("")),
);

function change(text: string, { kind, at, to, text: piece }: { kind: string; at: number; to: number; text: string }): string {
  const lines = text.split("\n");
  const line = at % lines.length;
  const place = at % (text.length + 1);
  switch (kind) {
    case "delete-line":
      return lines.toSpliced(line, 1).join("\n");
    case "double-line":
      return lines.toSpliced(line, 0, lines[line] ?? "").join("\n");
    case "move-line":
      return lines.toSpliced(line, 1).toSpliced(to % lines.length, 0, lines[line] ?? "").join("\n");
    case "word": {
      const words = [...text.matchAll(/[\w./-]+/g)];
      const word = words[at % Math.max(1, words.length)];
      return word ? text.slice(0, word.index) + piece + text.slice(word.index + word[0].length) : text;
    }
    case "insert":
      return text.slice(0, place) + piece + text.slice(place);
    case "cut":
      return text.slice(0, place);
    default:
      return text.slice(0, place) + text.slice(place + (to % 30));
  }
}

function written(odd: unknown): string {
  return typeof odd === "string" ? odd : JSON.stringify(odd);
}

/** An object as a list of pairs: keys may stand twice, and `__proto__` is one like any other. */
class Pairs {
  constructor(readonly pairs: readonly (readonly [string, unknown])[]) {}
}

function toTree(plain: unknown): unknown {
  if (Array.isArray(plain)) return plain.map(toTree);
  if (typeof plain !== "object" || plain === null) return plain;
  return new Pairs(Object.entries(plain).map(([key, child]) => [key, toTree(child)]));
}

function untree(_key: string, tree: unknown): unknown {
  if (!(tree instanceof Pairs)) return tree;
  const plain = {};
  for (const [key, child] of tree.pairs)
    Object.defineProperty(plain, key, { value: child, enumerable: true, configurable: true, writable: true });
  return plain;
}

/** Applies an edit at the place number `at` of the tree, counted in depth-first order. */
function apply(tree: unknown, { kind, at, key, value: odd }: Edit): unknown {
  let left = at % Math.max(1, size(tree));
  const here = <T>(items: readonly T[], rebuild: (item: T, child: unknown) => T, childOf: (item: T) => unknown, rename: (item: T) => T) =>
    items.flatMap((item): readonly T[] => {
      if (left-- !== 0) return [rebuild(item, walk(childOf(item)))];
      if (kind === "delete") return [];
      if (kind === "rename") return [rename(item)];
      if (kind === "copy") return [item, rename(item)];
      if (kind === "repeat") return [item, item];
      if (kind === "add") return [item, rename(rebuild(item, toTree(odd)))];
      return [rebuild(item, toTree(odd))];
    });
  const walk = (node: unknown): unknown => {
    if (Array.isArray(node)) return here(node, (_item, child) => child, (item) => item, () => key);
    if (!(node instanceof Pairs)) return node;
    return new Pairs(here(node.pairs, ([name], child) => [name, child] as const, ([, child]) => child, ([, child]) => [key, child] as const));
  };
  return walk(tree);
}

function size(tree: unknown): number {
  const children = Array.isArray(tree) ? tree : tree instanceof Pairs ? tree.pairs.map(([, child]) => child) : [];
  return children.reduce<number>((sum, child) => sum + 1 + size(child), 0);
}

function leaves(node: unknown): readonly unknown[] {
  return typeof node === "object" && node !== null ? Object.values(node).flatMap(leaves) : [node];
}

function keys(node: unknown): readonly string[] {
  if (typeof node !== "object" || node === null || Array.isArray(node)) return [];
  return Object.entries(node).flatMap(([key, child]) => [key, ...keys(child)]);
}
