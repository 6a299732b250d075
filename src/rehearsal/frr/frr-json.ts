import type { LabHandle } from "../lab/lab-handle.ts";

/** A neighbour as `show bgp neighbors json` has it, as far as it matters here. Dynamic ones are in it while they have a session. */
export interface FrrNeighbour {
  readonly bgpState?: string;
  readonly peerGroup?: string;
  /** The listen range that took it. */
  readonly peerSubnetRangeGroup?: string;
  readonly localAs?: number;
  readonly remoteAs?: number;
  readonly localRouterId?: string;
  readonly bgpConnection?: string;
  readonly bgpTimerHoldTimeMsecs?: number;
  readonly bgpTimerKeepAliveIntervalMsecs?: number;
  readonly gracefulRestartInfo?: { readonly timers?: { readonly receivedRestartTimer?: number } };
  readonly messageStats?: { readonly updatesRecv?: number };
  readonly addressFamilyInfo?: { readonly ipv4Unicast?: { readonly acceptedPrefixCounter?: number } };
}

/** Neighbours by their addresses. */
export type FrrNeighbours = Readonly<Record<string, FrrNeighbour>>;

/** A path as `show bgp ipv4 unicast json` has it, as far as it matters here. */
export interface FrrPath {
  readonly valid?: boolean;
  readonly bestpath?: boolean;
  readonly multipath?: boolean;
  /** The neighbour that it came from; see `isOriginated`. */
  readonly peerId?: string;
  /** The AS path: numbers with blanks between them. */
  readonly path?: string;
  readonly metric?: number;
}

/** The paths to each prefix. */
export type FrrTable = Readonly<Record<string, readonly FrrPath[]>>;

/** The neighbours that a router's bgpd knows. */
export function frrNeighbours(handle: LabHandle, router: string): Promise<FrrNeighbours> {
  return handle.vtyshJson<FrrNeighbours>(router, "show bgp neighbors json");
}

/** A router's BGP table. */
export async function frrTable(handle: LabHandle, router: string): Promise<FrrTable> {
  const { routes = {} } = await handle.vtyshJson<{ readonly routes?: FrrTable }>(
    router,
    "show bgp ipv4 unicast json",
  );
  return routes;
}

/** Whether a neighbour has a session. */
export function isEstablished({ bgpState }: FrrNeighbour): boolean {
  return bgpState === "Established";
}

/** Whether a path is the router's own: it came from no neighbour. */
export function isOriginated({ peerId }: FrrPath): boolean {
  return peerId === "(unspec)";
}
