import { routerState } from "../frr/router-state.ts";
import { hostName, listed } from "../node-names.ts";
import { isAsPredicted } from "../settle.ts";
import type { DrillGround } from "./drill-ground.ts";
import type { NextHops } from "./drill-prediction.ts";

/** What the kernels of these routers have for the predicted prefixes; of all routers, if none are named. */
export async function kernelNextHops(
  { expected, running, hosts }: DrillGround,
  routers: Iterable<string> = running.lab.routers.map(({ name }) => name),
): Promise<NextHops> {
  const found = new Map<string, ReadonlyMap<string, readonly string[]>>();
  for (const router of routers) {
    const { nextHops } = await routerState(running.handle, router);
    const prefixes = expected.routes.filter((route) => route.router === router && route.nextHops > 0);
    found.set(
      router,
      new Map(
        prefixes.map(({ prefix }) => [
          prefix,
          (nextHops.get(prefix) ?? []).map((address) => hostName(hosts, address)),
        ]),
      ),
    );
  }
  return found;
}

/** Whether next hops are the wanted ones, in whatever order. */
export function isSame(found: NextHops, wanted: NextHops): boolean {
  return [...wanted].every(([router, routes]) =>
    [...routes].every(([prefix, nodes]) => listed(found.get(router)?.get(prefix) ?? []) === listed(nodes)),
  );
}

/** Whether sessions, tables and next hops of all routers are as when all is well. */
export async function isWhole({ expected, running, hosts }: DrillGround): Promise<boolean> {
  for (const { name } of running.lab.routers) {
    if (!isAsPredicted(expected, name, await routerState(running.handle, name), hosts)) return false;
  }
  return true;
}
