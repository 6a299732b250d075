import { formatHost, parseHost } from "../../address/host.ts";
import { formatPrefix, type Prefix, parsePrefix, prefixAround } from "../../address/prefix.ts";
import { containsRange, type Range } from "../../address/range.ts";
import type { Peering, Plan, PlannedPool } from "../../plan/plan.ts";

/** A prefix that the attacker announces to every router, and what it is. */
export interface HostileRoute {
  readonly prefix: string;
  /** `the default route`: a noun for the report. */
  readonly what: string;
}

/** A prefix that is in nobody's plan (TEST-NET-2, RFC 5737). */
const STRANGER = "198.51.100.0/24";

/**
 * What an attacker in a cluster announces: addresses of every pool, which the router takes from a cluster that serves
 * the pool and from nobody else, and what it takes from nobody: prefixes wider than one address, the neighbours of the
 * pools, the clients' subnets, addresses of pods and services, everything. Each prefix once.
 */
export function hostileRoutes(plan: Plan): readonly HostileRoute[] {
  const all = [
    ...plan.pools.flatMap(poolAddresses),
    { prefix: "0.0.0.0/0", what: "the default route" },
    ...plan.clients.map(({ name, network }) => ({
      prefix: plan.networks.find((one) => one.name === network)?.subnet ?? "",
      what: `the subnet of client ${name}`,
    })),
    { prefix: STRANGER, what: "a prefix of nobody here" },
    ...plan.pools.flatMap(aroundPool),
    // Of two clusters: of them, too, the other one is another.
    ...plan.clusters.slice(0, 2).flatMap(({ name, podSubnet, serviceSubnet }) => [
      { prefix: addressIn(podSubnet), what: `a pod's address in cluster ${name}` },
      { prefix: addressIn(serviceSubnet), what: `a ClusterIP of cluster ${name}` },
    ]),
  ];
  return all.filter(({ prefix }, i) => all.findIndex((other) => other.prefix === prefix) === i);
}

/** The first address of each pool. */
export function firstAddresses({ pools }: Plan): readonly string[] {
  return pools.map(({ first }) => `${first}/32`);
}

/** Whether the inventory wants the router to take a prefix from a cluster: host routes of the pools that it serves. */
export function isWelcome({ pools }: Plan, { accepts }: Peering, prefix: string): boolean {
  const route = must(prefix);
  return pools.some(
    (pool) => route.length === 32 && accepts.includes(pool.name) && containsRange(rangeOf(pool), route),
  );
}

/** An address in each prefix that makes up the pool, and the last: so every entry of a prefix-list is hit. */
function poolAddresses({ name, prefixes, last }: PlannedPool): readonly HostileRoute[] {
  const hosts = prefixes.map((prefix) => formatHost({ family: 4, value: must(prefix).first }));
  return [...hosts, last].map((host) => ({ prefix: `${host}/32`, what: `an address of pool ${name}` }));
}

function aroundPool(pool: PlannedPool): readonly HostileRoute[] {
  const { name, prefixes } = pool;
  const range = rangeOf(pool);
  const wide = [
    ...prefixes.map(must).filter(({ length }) => length < 32),
    prefixAround(4, range.first, 31),
    smallestAround(range),
  ];
  return [
    { prefix: host(range.first - 1n), what: `the address before pool ${name}` },
    { prefix: host(range.last + 1n), what: `the address after pool ${name}` },
    ...wide.map((prefix) => ({ prefix: formatPrefix(prefix), what: `no host route, but of pool ${name}` })),
  ];
}

function smallestAround(range: Range): Prefix {
  let length = 31;
  while (!containsRange(prefixAround(4, range.first, length), range)) length--;
  return prefixAround(4, range.first, length);
}

/** Not the first, which is the subnet's own. */
function addressIn(subnet: string): string {
  return host(must(subnet).first + 1n);
}

function host(value: bigint): string {
  return `${formatHost({ family: 4, value })}/32`;
}

function rangeOf({ first, last }: PlannedPool): Range {
  return { family: 4, first: parseHost(first)?.value ?? 0n, last: parseHost(last)?.value ?? 0n };
}

function must(text: string): Prefix {
  const prefix = parsePrefix(text);
  if (!prefix) throw new Error(`\`${text}\` is no prefix`);
  return prefix;
}
