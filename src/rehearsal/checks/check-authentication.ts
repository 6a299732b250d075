import type { Peering, Plan } from "../../plan/plan.ts";
import { count } from "../count.ts";
import { inParallel } from "../in-parallel.ts";
import type { LabHandle } from "../lab/lab-handle.ts";
import type { Check } from "../report/report.ts";
import { compared } from "./check.ts";

/**
 * A router whose sessions are authenticated takes no connection without a signature (RFC 2385): a node of each such cluster
 * dials it once more, without a password, and hears nothing. Undefined for a router without such sessions.
 * `established` names the nodes that have a session: where none can reach the router, silence says nothing.
 */
export async function checkAuthentication(
  plan: Plan,
  router: string,
  established: readonly string[],
  handle: LabHandle,
): Promise<Check | undefined> {
  const peerings = plan.peerings.filter(
    (peering) => peering.router === router && peering.authentication === "md5",
  );
  if (peerings.length === 0) return undefined;
  const tried = await inParallel(peerings, 8, async (peering) => ({
    peering,
    outcome: await dialUnsigned(peering, established, handle),
  }));
  const silent = tried.filter(({ outcome }) => outcome === "silence");
  return compared(
    "authentication",
    router,
    `${count(peerings.length, "cluster")} refused without the password`,
    `${count(silent.length, "cluster")} refused without the password`,
    tried.flatMap(({ peering: { cluster }, outcome }) =>
      outcome === "connected"
        ? [`port 179 takes a connection from ${cluster} without a signature, and the inventory asks for md5`]
        : [],
    ),
    tried.flatMap(({ outcome }) => (typeof outcome === "string" ? [] : outcome.trouble)),
  );
}

type Dialled = "silence" | "connected" | { readonly trouble: string };

/** Seconds: the kernel drops what has no signature, and answers anything else at once. */
const PATIENCE = 2;

async function dialUnsigned(
  { nodes, routerAddress }: Peering,
  established: readonly string[],
  { sandbox }: LabHandle,
): Promise<Dialled> {
  const node = nodes.find((name) => established.includes(name)) ?? nodes[0] ?? "";
  const dial = `exec 3<>/dev/tcp/${routerAddress}/179`;
  const { status, stderr } = await sandbox.run(["timeout", String(PATIENCE), "bash", "-c", dial], {
    namespace: node,
  });
  if (status === 0) return "connected";
  if (status !== 124) return { trouble: `${node} cannot dial ${routerAddress}: ${stderr.trim()}` };
  return established.includes(node)
    ? "silence"
    : { trouble: `${node} has no session with ${routerAddress}, so that the router's silence says nothing` };
}
