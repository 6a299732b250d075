import { startFrr } from "../../src/rehearsal/lab/frr.ts";
import { handleOf } from "../../src/rehearsal/lab/lab-handle.ts";
import { openSandbox } from "../../src/rehearsal/lab/sandbox.ts";
import type { Lab, LabRouter } from "../../src/rehearsal/lab/topology.ts";
import { wire } from "../../src/rehearsal/lab/wiring.ts";
import type { Check, CheckId } from "../../src/rehearsal/report/report.ts";
import { startTwins, type TwinFindings, twinChecks } from "../../src/rehearsal/twin/twins.ts";
import type { Tree } from "./rehearsed.ts";

/** Runs the routers of a tree with their twins, and without any node: the twins need none. */
export async function twinFindings(tree: Tree): Promise<TwinFindings> {
  const lab = routersOf(tree);
  const sandbox = await openSandbox("test", 100);
  const handle = handleOf(sandbox);
  try {
    const twins = await startTwins(handle, lab, tree.plan);
    await wire(sandbox, lab, lab.routers);
    const started = lab.routers.map(
      async (router) => [router.name, await startFrr(sandbox, router)] as const,
    );
    const starts = new Map(await Promise.all(started));
    return await twinChecks(twins, starts);
  } finally {
    await sandbox.close();
  }
}

/** The check of a router. */
export function checkOf({ checks }: TwinFindings, router: string, id: CheckId): Check {
  const found = checks.filter((check) => check.id === id && check.subject === router);
  if (found.length !== 1 || !found[0]) throw new Error(`${found.length} checks ${id}`);
  return found[0];
}

function routersOf({ plan, artifacts }: Tree): Pick<Lab, "networks" | "routers"> {
  const file = (path: string) => artifacts.get(path) ?? "";
  return {
    networks: plan.networks.map(({ name, subnet, gateway }) => ({
      name,
      gateway: `${gateway}/${subnet.split("/")[1]}`,
    })),
    routers: plan.routers.map(({ name, legs }): LabRouter => ({
      name,
      legs: legs.map(({ network, address, length }) => ({ network, address: `${address}/${length}` })),
      sysctls: ["net.ipv4.ip_forward=1"],
      routes: [],
      frrConf: file(`${name}/frr.conf`),
      daemons: file(`${name}/daemons`),
      vtyshConf: file(`${name}/vtysh.conf`),
    })),
  };
}
