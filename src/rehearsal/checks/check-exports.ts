import type { Expected } from "../../plan/expected.ts";
import { count } from "../count.ts";
import { inParallel } from "../in-parallel.ts";
import type { LabHandle } from "../lab/lab-handle.ts";
import type { Lab } from "../lab/topology.ts";
import type { Check } from "../report/report.ts";
import { compared } from "./check.ts";

/** A router sends its nodes nothing where that is predicted, and what it originates where it sends everything. */
export async function checkExports(
  expected: Expected,
  router: string,
  lab: Lab,
  handle: LabHandle,
): Promise<Check> {
  const sessions = expected.sessions.filter((session) => session.router === router);
  const originated = expected.routes
    .filter((route) => route.router === router && route.kind === "originated")
    .map(({ prefix }) => prefix);
  const received = await inParallel(sessions, 8, async ({ node, routerAddress }) =>
    receivedFrom(handle, lab, node, routerAddress),
  );
  const differences = sessions.flatMap(({ node, sends }, i) => {
    const prefixes = received[i];
    if (prefixes === undefined) return [];
    if (sends === "nothing") return prefixes.map((prefix) => `${node} is sent ${prefix}`);
    return originated
      .filter((prefix) => !prefixes.includes(prefix))
      .map((prefix) => `${node} is not sent ${prefix}`);
  });
  const total = received.reduce((sum, prefixes) => sum + (prefixes?.length ?? 0), 0);
  const everything = sessions.some(({ sends }) => sends === "everything");
  return compared(
    "exports",
    router,
    everything ? "what it knows" : "nothing",
    total === 0 ? "nothing" : count(total, "route"),
    differences,
  );
}

/** The prefixes that a node was sent by a router; undefined where it has no such neighbour or no session with it. */
async function receivedFrom(
  handle: LabHandle,
  lab: Lab,
  node: string,
  address: string,
): Promise<readonly string[] | undefined> {
  const speakers = lab.nodes.find(({ name }) => name === node)?.speakers ?? [];
  const instance = speakers.findIndex(({ peers }) => peers.some((peer) => peer.address === address));
  if (instance < 0) return undefined;
  return handle
    .gobgpJson<object>(node, instance, "neighbor", address, "adj-in")
    .then(Object.keys, () => undefined);
}
