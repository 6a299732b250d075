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
 * still tells the router; a router is gone as a whole; a link can only be lost.
 */
export function faultsOf(failure: Failure, ports: readonly Port[]): readonly Fault[] {
  const { nodes, routers, routerLegs, nodeLinks } = failure;
  const lost = ports.filter(
    ({ host, network }) =>
      routerLegs.some((leg) => leg.router === host && leg.network === network) ||
      nodeLinks.some((link) => link.node === host && link.network === network),
  );
  const ofRouters = ports.filter(({ host }) => routers.includes(host));
  const ofNodes = ports.filter(({ host }) => nodes.includes(host));
  if (routers.length > 0) {
    return [
      { event: "process killed", links: unique([...lost, ...ofRouters]), hosts: [...routers, ...nodes] },
    ];
  }
  const silently: Fault = { event: "link lost silently", links: unique([...lost, ...ofNodes]), hosts: [] };
  // Links that are lost together with nodes are the slower of the two, so killing the nodes would show nothing more.
  const areNodes = nodes.length > 0 && lost.length === 0;
  return areNodes ? [silently, { event: "process killed", links: [], hosts: nodes }] : [silently];
}

function unique(ports: readonly Port[]): readonly Port[] {
  return [...new Set(ports)];
}
