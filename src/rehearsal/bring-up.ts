import { inParallel } from "./in-parallel.ts";
import { type FrrStart, startFrr } from "./lab/frr.ts";
import type { LabHandle } from "./lab/lab-handle.ts";
import { startNode } from "./lab/start-node.ts";
import type { Lab, LabNode } from "./lab/topology.ts";
import { type Port, type SettingRefused, wire } from "./lab/wiring.ts";

/** A lab whose daemons run. */
export interface RunningLab {
  readonly lab: Lab;
  readonly handle: LabHandle;
  readonly ports: readonly Port[];
  /** Settings that the kernel did not take. */
  readonly refused: readonly SettingRefused[];
  /** How FRR started on each router. */
  readonly starts: ReadonlyMap<string, FrrStart>;
}

/** Hosts that are started at once: each costs a second of a processor or so, and GoBGP waits for five before it dials. */
export const STARTED_AT_ONCE = 6;

/** Namespaces, bridges, addresses, sysctls, routes; then the daemons. Sessions are not waited for. */
export async function bringUp(lab: Lab, handle: LabHandle): Promise<RunningLab> {
  const { ports, refused } = await wire(handle.sandbox, lab, [
    ...lab.routers,
    ...lab.nodes.map((node) => ({ ...node, localAddresses: serviceAddresses(node) })),
    ...lab.clients,
  ]);
  await handle.sandbox.run(["mkdir", "-p", "/run/lab/frr"]);
  const [starts] = await Promise.all([
    inParallel(lab.routers, STARTED_AT_ONCE, async (router) => startFrr(handle.sandbox, router)),
    inParallel(lab.nodes, STARTED_AT_ONCE, async (node) => startNode(handle, node)),
  ]);
  return {
    lab,
    handle,
    ports,
    refused,
    starts: new Map(lab.routers.map(({ name }, i) => [name, starts[i] as FrrStart])),
  };
}

/** A node takes packets for the addresses that it answers, as Cilium's programs do, though no interface has them. */
function serviceAddresses({ frontends }: LabNode): readonly string[] {
  return [...new Set(frontends.map(({ address }) => address))];
}
