import { type FrrStatement, frrStatements } from "../frr/frr-statements.ts";

/** A route-map that no configuration has. */
const OPEN = "REHEARSAL-OPEN";

/** What vtysh is told so that no number of prefixes ends a session: what the filter lets pass can then be listed. */
export function liftLimits(runningConfig: string): readonly string[] {
  return inFamily(
    runningConfig,
    limits(runningConfig).map((words) => `no ${words.split(" ").slice(0, 3).join(" ")}`),
  );
}

/** The limits again, as they were. */
export function restoreLimits(runningConfig: string): readonly string[] {
  return inFamily(runningConfig, limits(runningConfig));
}

/** The filters of neighbours or peer-groups are taken away, for what they announce from now on. */
export function openFilters(runningConfig: string, neighbours: readonly string[]): readonly string[] {
  const names = [...new Set(neighbours)];
  const lists = inIpv4(runningConfig).filter((words) => {
    const [, name = ""] =
      /^neighbor (\S+) (?:prefix-list|filter-list|distribute-list) \S+ in$/.exec(words) ?? [];
    return names.includes(name);
  });
  return [
    "configure terminal",
    `route-map ${OPEN} permit 10`,
    "exit",
    ...inFamily(runningConfig, [
      ...lists.map((words) => `no ${words}`),
      ...names.map((name) => `neighbor ${name} route-map ${OPEN} in`),
    ]).slice(1),
    "clear bgp ipv4 unicast * soft in",
  ];
}

/** The limit that a neighbour or peer-group has, in FRR's words; undefined if it has none. */
export function limitOf(runningConfig: string, neighbour: string): string | undefined {
  return limits(runningConfig).find((words) => words.startsWith(`neighbor ${neighbour} `));
}

/** Whether FRR runs BGP: it shows nothing of a daemon that does not run. */
export function hasBgp(runningConfig: string): boolean {
  return statementsOfBgp(runningConfig).length > 0;
}

function limits(runningConfig: string): readonly string[] {
  return inIpv4(runningConfig).filter((words) => /^neighbor \S+ maximum-prefix \d/.test(words));
}

function inIpv4(runningConfig: string): readonly string[] {
  return statementsOfBgp(runningConfig)
    .filter(({ path }) => path[1] === "address-family ipv4 unicast")
    .map(({ path }) => path.at(-1) ?? "");
}

function inFamily(runningConfig: string, words: readonly string[]): readonly string[] {
  const router = statementsOfBgp(runningConfig)[0]?.path[0];
  if (router === undefined || words.length === 0) return [];
  return ["configure terminal", router, "address-family ipv4 unicast", ...words, "end"];
}

function statementsOfBgp(runningConfig: string): readonly FrrStatement[] {
  return frrStatements(runningConfig).filter(({ path }) => path[0]?.startsWith("router bgp"));
}
