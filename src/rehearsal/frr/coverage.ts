import { frrStatements } from "./frr-statements.ts";

/**
 * What was seen of a router's configuration at work, on the router or on its twin: only what a daemon or the kernel
 * itself told. Checks that see something add to it with `mergeEvidence`.
 */
export interface Evidence {
  /** Entries of prefix-lists that a prefix has matched: `POOL-anycast 10`. */
  readonly prefixListEntries: readonly string[];
  /** Entries of route-maps that decided about a route: `FROM-kind01 1`. */
  readonly routeMapEntries: readonly string[];
  /** Sessions that were established. */
  readonly sessions: readonly SessionEvidence[];
  /** Limits that ended a session, by the neighbour or peer-group that has them. */
  readonly limits: readonly { readonly neighbour: string; readonly maximum: number }[];
  /** Of each route with several next hops: how many, and whether its paths go through different ASes. */
  readonly multipaths: readonly { readonly width: number; readonly severalAses: boolean }[];
  /** Prefixes of discard routes that discarded: an address inside was asked for. */
  readonly discarded: readonly string[];
  /** Prefixes that are in BGP's table since the router originates them. */
  readonly originated: readonly string[];
}

export interface SessionEvidence {
  /** The peer-group of a dynamic neighbour, else the neighbour's address. */
  readonly neighbour: string;
  /** The listen range that took it; empty if none did. */
  readonly range: string;
  readonly localAs: number;
  readonly remoteAs: number;
  /** The router's BGP identifier, as it said it in this session. */
  readonly routerId: string;
  /** Whether the neighbour is in a subnet of the router's. */
  readonly onLink: boolean;
  /** Whether the neighbour announced routes, taken or not. */
  readonly carriesRoutes: boolean;
  /** As both ends agreed, in seconds. */
  readonly hold: number;
  readonly keepalive: number;
  /** The neighbour asked for longer times, so that those agreed on are the router's own. */
  readonly timesAreOwn: boolean;
}

/** A statement that nothing depended on. */
export interface Unexercised {
  readonly line: number;
  readonly statement: string;
}

const NO_EVIDENCE: Evidence = {
  prefixListEntries: [],
  routeMapEntries: [],
  sessions: [],
  limits: [],
  multipaths: [],
  discarded: [],
  originated: [],
};

/** All that was seen, of a router and its twin. */
export function mergeEvidence(...pieces: readonly Partial<Evidence>[]): Evidence {
  return pieces.reduce<Evidence>(
    (all, piece) => ({
      prefixListEntries: [...all.prefixListEntries, ...(piece.prefixListEntries ?? [])],
      routeMapEntries: [...all.routeMapEntries, ...(piece.routeMapEntries ?? [])],
      sessions: [...all.sessions, ...(piece.sessions ?? [])],
      limits: [...all.limits, ...(piece.limits ?? [])],
      multipaths: [...all.multipaths, ...(piece.multipaths ?? [])],
      discarded: [...all.discarded, ...(piece.discarded ?? [])],
      originated: [...all.originated, ...(piece.originated ?? [])],
    }),
    NO_EVIDENCE,
  );
}

/** The statements of frr.conf of which nothing in the evidence shows that FRR made use of them, in their order. */
export function unexercised(frrConf: string, evidence: Evidence): readonly Unexercised[] {
  return frrStatements(frrConf)
    .filter(({ path }) => !isExercised(path, evidence))
    .map(({ line, path }) => ({ line, statement: path.at(-1) ?? "" }));
}

function isExercised(path: readonly string[], evidence: Evidence): boolean {
  const words = path.at(-1) ?? "";
  return PROOFS.some(([form, isProven]) => {
    const match = form.exec(words);
    return match !== null && isProven(match.slice(1).map(String), evidence, path);
  });
}

type Proof = readonly [
  form: RegExp,
  isProven: (words: readonly string[], evidence: Evidence, path: readonly string[]) => boolean,
];

/** Forms of statements, and what proves one. What has no form here is never proven: log, description, listen limit, ... */
const PROOFS: readonly Proof[] = [
  [
    /^ip prefix-list (\S+) seq (\d+) /,
    ([list, sequence], { prefixListEntries }) => prefixListEntries.includes(`${list} ${sequence}`),
  ],
  [
    /^route-map (\S+) (?:permit|deny) (\d+)$/,
    ([map, sequence], { routeMapEntries }) => routeMapEntries.includes(`${map} ${sequence}`),
  ],
  [
    /^match ip address prefix-list (\S+)$/,
    ([list], { prefixListEntries }) => hasEntry(prefixListEntries, list),
  ],
  [/^(?:set|call|continue|on-match) /, (_, { routeMapEntries }, path) => isApplied(path[0], routeMapEntries)],
  [/^router bgp (\d+)/, ([asn], { sessions }) => sessions.some(({ localAs }) => localAs === Number(asn))],
  [/^bgp router-id (\S+)$/, ([id], { sessions }) => sessions.some(({ routerId }) => routerId === id)],
  [
    /^bgp bestpath as-path multipath-relax$/,
    (_, { multipaths }) => multipaths.some(({ severalAses }) => severalAses),
  ],
  [
    /^bgp listen range (\S+) peer-group (\S+)$/,
    ([range, group], { sessions }) =>
      sessions.some((session) => session.range === range && session.neighbour === group),
  ],
  ofSession(/^neighbor (\S+) peer-group$/, () => true),
  ofSession(/^neighbor (\S+) remote-as (\S+)$/, ({ remoteAs }, asn) => remoteAs === Number(asn)),
  ofSession(
    /^neighbor (\S+) timers (\d+) (\d+)$/,
    ({ timesAreOwn, keepalive, hold }, ...times) =>
      timesAreOwn && keepalive === Number(times[0]) && hold === Number(times[1]),
  ),
  ofSession(/^neighbor (\S+) ebgp-multihop\b/, ({ onLink }) => !onLink),
  // A session whose ends have different keys is never established (RFC 2385).
  ofSession(/^neighbor (\S+) password /, () => true),
  ofSession(/^neighbor (\S+) activate$/, ({ carriesRoutes }) => carriesRoutes),
  [/^address-family ipv4 unicast$/, (_, { sessions }) => sessions.some(({ carriesRoutes }) => carriesRoutes)],
  [
    /^neighbor \S+ route-map (\S+) (?:in|out)$/,
    ([map], { routeMapEntries }) => hasEntry(routeMapEntries, map),
  ],
  [
    /^neighbor \S+ prefix-list (\S+) (?:in|out)$/,
    ([list], { prefixListEntries }) => hasEntry(prefixListEntries, list),
  ],
  [
    /^neighbor (\S+) maximum-prefix (\d+)\b/,
    ([name, maximum], { limits }) =>
      limits.some((limit) => limit.neighbour === name && limit.maximum === Number(maximum)),
  ],
  [
    /^maximum-paths (\d+)$/,
    ([most], { multipaths }) => multipaths.some(({ width }) => width === Number(most)),
  ],
  [/^network (\S+)$/, ([prefix = ""], { originated }) => originated.includes(prefix)],
  [
    /^ip route (\S+) (?:Null0|blackhole|reject)\b/,
    ([prefix = ""], { discarded }) => discarded.includes(prefix),
  ],
];

/** A statement about the neighbour or peer-group that its first word names, proven by one of its sessions. */
function ofSession(
  form: RegExp,
  isProven: (session: SessionEvidence, ...words: readonly string[]) => boolean,
): Proof {
  return [
    form,
    ([name, ...words], { sessions }) =>
      sessions.some((session) => session.neighbour === name && isProven(session, ...words)),
  ];
}

function hasEntry(entries: readonly string[], name: string | undefined): boolean {
  return entries.some((entry) => entry.slice(0, entry.lastIndexOf(" ")) === name);
}

function isApplied(block: string | undefined, entries: readonly string[]): boolean {
  const [, map, sequence] = /^route-map (\S+) \S+ (\d+)$/.exec(block ?? "") ?? [];
  return entries.includes(`${map} ${sequence}`);
}
