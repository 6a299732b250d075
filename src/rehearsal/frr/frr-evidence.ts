import { formatHost } from "../../address/host.ts";
import { parsePrefix } from "../../address/prefix.ts";
import type { LabHandle } from "../lab/lab-handle.ts";
import type { Evidence, SessionEvidence } from "./coverage.ts";
import {
  type FrrNeighbour,
  type FrrPath,
  frrNeighbours,
  frrTable,
  isEstablished,
  isOriginated,
} from "./frr-json.ts";
import { frrStatements } from "./frr-statements.ts";

/**
 * What a router's daemons and kernel have made of frr.conf so far. `timesAreOwn`: its neighbours ask for longer times
 * than any router does, as a twin's attacker does.
 */
export async function frrEvidence(
  handle: LabHandle,
  host: string,
  frrConf: string,
  timesAreOwn: boolean,
): Promise<Partial<Evidence>> {
  const [neighbours, table, lists, maps, discarded] = await Promise.all([
    frrNeighbours(handle, host),
    frrTable(handle, host),
    handle.vtysh(host, "show ip prefix-list detail"),
    handle.vtysh(host, "show route-map"),
    discardedPrefixes(handle, host, frrConf),
  ]);
  const routes = Object.entries(table);
  return {
    prefixListEntries: matchedEntries(lists),
    routeMapEntries: appliedEntries(maps),
    sessions: Object.entries(neighbours)
      .filter(([, neighbour]) => isEstablished(neighbour))
      .map(([address, neighbour]) => sessionEvidence(address, neighbour, timesAreOwn)),
    multipaths: routes.map(([, paths]) => multipath(paths)).filter(({ width }) => width > 0),
    discarded,
    originated: routes.filter(([, paths]) => paths.some(isOriginated)).map(([prefix]) => prefix),
  };
}

/** Entries of BGP's prefix-lists that were hit, out of `show ip prefix-list detail`: `POOL-anycast 10`. */
export function matchedEntries(shown: string): readonly string[] {
  const entries: string[] = [];
  let list: string | undefined;
  for (const line of shown.split("\n")) {
    const [, daemon, name] = /^(\w+): ip prefix-list (\S+):/.exec(line) ?? [];
    if (daemon !== undefined) list = daemon === "BGP" ? name : undefined;
    const [, sequence, hits] = /^\s+seq (\d+) .*\(hit count: (\d+),/.exec(line) ?? [];
    if (list !== undefined && Number(hits ?? 0) > 0) entries.push(`${list} ${sequence}`);
  }
  return entries;
}

/** Entries of BGP's route-maps that decided about a route, out of `show route-map`: `FROM-kind01 1`. */
export function appliedEntries(shown: string): readonly string[] {
  const entries: string[] = [];
  let daemon = "";
  let map = "";
  for (const line of shown.split("\n")) {
    daemon = /^(\w+):$/.exec(line)?.[1] ?? daemon;
    map = /^route-map: (\S+) /.exec(line)?.[1] ?? map;
    const [, sequence, times] = /^ (?:permit|deny), sequence (\d+) Invoked (\d+)/.exec(line) ?? [];
    if (daemon === "BGP" && Number(times ?? 0) > 0) entries.push(`${map} ${sequence}`);
  }
  return entries;
}

function sessionEvidence(address: string, neighbour: FrrNeighbour, timesAreOwn: boolean): SessionEvidence {
  return {
    neighbour: neighbour.peerGroup ?? address,
    range: neighbour.peerSubnetRangeGroup ?? "",
    localAs: neighbour.localAs ?? 0,
    remoteAs: neighbour.remoteAs ?? 0,
    routerId: neighbour.localRouterId ?? "",
    onLink: neighbour.bgpConnection !== "nonSharedNetwork",
    carriesRoutes: (neighbour.messageStats?.updatesRecv ?? 0) > 0,
    hold: (neighbour.bgpTimerHoldTimeMsecs ?? 0) / 1000,
    keepalive: (neighbour.bgpTimerKeepAliveIntervalMsecs ?? 0) / 1000,
    timesAreOwn,
  };
}

function multipath(paths: readonly FrrPath[]): Evidence["multipaths"][number] {
  const used = paths.filter((path) => (path.bestpath || path.multipath) && !isOriginated(path));
  return { width: used.length, severalAses: new Set(used.map(({ path }) => path)).size > 1 };
}

/** Asks the kernel for addresses of each discard route, of which hardly all are somebody's. */
async function discardedPrefixes(
  handle: LabHandle,
  host: string,
  frrConf: string,
): Promise<readonly string[]> {
  const asked = frrStatements(frrConf).flatMap(({ path }) => {
    const [, text = ""] = /^ip route (\S+) (?:Null0|blackhole|reject)\b/.exec(path.at(-1) ?? "") ?? [];
    const prefix = parsePrefix(text);
    if (!prefix) return [];
    const values = new Set([prefix.first, prefix.first + 1n, prefix.last]);
    return [...values].map((value) => ({ text, address: formatHost({ family: prefix.family, value }) }));
  });
  if (asked.length === 0) return [];
  const { stderr } = await handle.sandbox.run(["ip", "-force", "-batch", "-"], {
    input: asked.map(({ address }) => `route get ${address}`).join("\n"),
    namespace: host,
  });
  // What the kernel answers for a blackhole and for an unreachable route.
  const failed = [...stderr.matchAll(/(Invalid argument|No route to host)\nCommand failed -:(\d+)/g)];
  const lines = failed.map(([, , line]) => Number(line));
  return [...new Set(lines.flatMap((line) => asked[line - 1]?.text ?? []))];
}
