import { expect } from "vitest";
import type { CompiledLab } from "./compiled-lab.ts";
import { isDefault, unshownStatements } from "./frr-statements.ts";
import { withLab } from "./lab.ts";
import type { LabHandle } from "./lab-handle.ts";

/** Waits until the lab is as its plan predicts: all sessions established, all routes with all their next hops. */
export async function waitForPrediction(lab: LabHandle, { plan }: CompiledLab): Promise<void> {
  for (const { name } of plan.routers) {
    const sessions = plan.expected.sessions.filter(({ router }) => router === name).length;
    await lab.waitFor(
      `${name} has ${sessions} sessions`,
      async () => (await establishedSessions(lab, name)) === sessions,
      30,
    );
  }
  for (const { router, prefix, nextHops } of plan.expected.routes) {
    const arrived = async () => (await lab.kernelNextHops(router, prefix, "bgp")).length === nextHops;
    await lab.waitFor(`${router} has ${nextHops} next hops to ${prefix}`, arrived, 15);
  }
}

/** The next hops that a router's kernel has are the addresses of exactly the nodes that the plan names. */
export async function expectPredictedNextHops(lab: LabHandle, compiled: CompiledLab): Promise<void> {
  const addresses = new Map(compiled.lab.speakers.map(({ name, address }) => [name, address.split("/")[0]]));
  for (const { router, prefix, paths } of compiled.plan.expected.routes) {
    const nodes = paths.flatMap((path) => path.nodes.map((node) => addresses.get(node)));
    expect([...(await lab.kernelNextHops(router, prefix, "bgp"))].sort(), prefix).toEqual(nodes.sort());
  }
}

/** Prefixes of a router's BGP table. */
export async function bgpTable(lab: LabHandle, router: string): Promise<readonly string[]> {
  const table = await lab.vtyshJson<{ routes?: object }>(router, "show bgp ipv4 unicast json");
  return Object.keys(table.routes ?? {}).sort();
}

/** Every statement of the generated frr.conf is in the running configuration, or is a default of FRR. */
export async function expectAllStatements(
  lab: LabHandle,
  { lab: { routers }, frrConf }: CompiledLab,
): Promise<void> {
  for (const { name } of routers) {
    const unshown = unshownStatements(frrConf(name), await lab.vtysh(name, "show running-config"));
    // Asked of a second router, since asking undoes the statement.
    await withLab({ routers, speakers: [], hosts: [] }, async (twin) => {
      for (const statement of unshown)
        expect(await isDefault(twin, name, statement), statement.join(", ")).toBe(true);
    });
  }
}

async function establishedSessions(lab: LabHandle, router: string): Promise<number> {
  const summary = await lab.vtyshJson<{ peers?: Record<string, { state: string }> }>(
    router,
    "show bgp ipv4 unicast summary json",
  );
  return Object.values(summary.peers ?? {}).filter((peer) => peer.state === "Established").length;
}
