import { type KernelRoute, nextHopsOf, prefixOf } from "../lab/kernel-routes.ts";
import type { LabHandle } from "../lab/lab-handle.ts";
import { type FrrPath, frrTable, isOriginated } from "./frr-json.ts";

/** What a router says of itself, as far as the checks look at it. Nodes are told by their addresses. */
export interface RouterState {
  readonly sessions: readonly Session[];
  /** Its BGP table: every path of every prefix. */
  readonly table: ReadonlyMap<string, readonly BgpPath[]>;
  /** The kernel's next hops of the routes that FRR's daemons have made, by prefix; discards are below. */
  readonly nextHops: ReadonlyMap<string, readonly string[]>;
  /** Prefixes that the kernel discards, in the kernel's order. */
  readonly discards: readonly string[];
}

/** A neighbour that the router knows; a dynamic one is known while it has a session. */
export interface Session {
  readonly address: string;
  readonly established: boolean;
  readonly asn: number;
  /** Prefixes accepted from it. */
  readonly accepted: number;
}

export interface BgpPath {
  /** The neighbour that it came from; empty for the router's own. */
  readonly from: string;
  readonly asPath: readonly number[];
  /** Whether packets are sent along it: the best path or a multipath. */
  readonly used: boolean;
}

interface Summary {
  readonly peers?: Readonly<
    Record<string, { readonly state: string; readonly remoteAs: number; readonly pfxRcd?: number }>
  >;
}

/** Asks a router's daemons and kernel. Throws if one of them does not answer. */
export async function routerState(handle: LabHandle, router: string): Promise<RouterState> {
  const [sessions, table, kernel] = await Promise.all([
    routerSessions(handle, router),
    frrTable(handle, router),
    handle.kernelRoutes(router),
  ]);
  return {
    sessions,
    table: new Map(Object.entries(table).map(([prefix, paths]) => [prefix, paths.map(bgpPath)])),
    nextHops: new Map(
      kernel
        .filter((route) => isOfDaemons(route) && !isDiscard(route))
        .map((route) => [prefixOf(route), nextHopsOf([route])]),
    ),
    discards: kernel.filter(isDiscard).map(prefixOf),
  };
}

/** Its neighbours only: quicker, for waiting. */
export async function routerSessions(handle: LabHandle, router: string): Promise<readonly Session[]> {
  const { peers = {} } = await handle.vtyshJson<Summary>(router, "show bgp ipv4 unicast summary json");
  return Object.entries(peers).map(([address, { state, remoteAs, pfxRcd }]) => ({
    address,
    established: state === "Established",
    asn: remoteAs,
    accepted: pfxRcd ?? 0,
  }));
}

/** The communities of each path to a prefix, by the neighbour that it came from; the table does not show them. */
export async function communitiesOf(
  handle: LabHandle,
  router: string,
  prefix: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { paths = [] } = await handle.vtyshJson<{
    readonly paths?: readonly {
      readonly peer?: { readonly peerId?: string };
      readonly community?: { readonly string?: string };
      readonly largeCommunity?: { readonly string?: string };
    }[];
  }>(router, `show bgp ipv4 unicast ${prefix} json`);
  return new Map(
    paths.map(({ peer, community, largeCommunity }) => [
      peer?.peerId ?? "",
      [community, largeCommunity].flatMap((list) => list?.string?.split(" ") ?? []),
    ]),
  );
}

function bgpPath(shown: FrrPath): BgpPath {
  const { valid, bestpath, multipath, peerId = "", path = "" } = shown;
  return {
    from: isOriginated(shown) ? "" : peerId,
    asPath: path.split(" ").filter(Boolean).map(Number),
    used: valid === true && (bestpath === true || multipath === true),
  };
}

/** zebra gives the kernel each route with the protocol that made it; addresses and `ip route` make the others. */
function isOfDaemons({ protocol = "boot" }: KernelRoute): boolean {
  return protocol !== "kernel" && protocol !== "boot";
}

function isDiscard({ type }: KernelRoute): boolean {
  return type === "blackhole" || type === "unreachable" || type === "prohibit";
}
