import type { Failure } from "../../plan/failure.ts";
import type { Port } from "../lab/wiring.ts";
import type { Drill } from "../report/report.ts";

/** What fails in a drill: links are taken off their bridges, of hosts all processes are killed. */
export interface Fault {
  readonly event: Drill["event"];
  readonly links: readonly Port[];
  readonly hosts: readonly string[];
}

/**
 * The ways in which a failure can come. A node is lost silently (its link), or its processes are killed, which its kernel
 * still tells the router; a router is gone as a whole either way; a link can only be lost. The event is that which ends
 * the sessions of the routers that live.
 */
export function faultsOf(failure: Failure, ports: readonly Port[]): readonly Fault[] {
  const { nodes, routers, routerLegs, nodeLinks } = failure;
  const ofRouters = ports.filter(({ host }) => routers.includes(host));
  const ofNodes = ports.filter(({ host }) => nodes.includes(host));
  const lost = ports
    .filter(({ host }) => !routers.includes(host))
    .filter(
      ({ host, network }) =>
        routerLegs.some((leg) => leg.router === host && leg.network === network) ||
        nodeLinks.some((link) => link.node === host && link.network === network),
    );
  const silently: Fault = {
    event: "link lost silently",
    links: unique([...lost, ...ofNodes, ...ofRouters]),
    hosts: routers,
  };
  const killed: Fault = { event: "process killed", links: ofRouters, hosts: [...routers, ...nodes] };
  return [
    ...(lost.length > 0 || nodes.length > 0 ? [silently] : []),
    // Links that are lost together with nodes are the slower of the two, so killing the nodes would show nothing more.
    ...(lost.length === 0 ? [killed] : []),
  ];
}

function unique(ports: readonly Port[]): readonly Port[] {
  return [...new Set(ports)];
}
