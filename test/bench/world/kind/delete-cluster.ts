import { type Call, Failure } from "../call.ts";
import { type Context, containersOf } from "../cluster.ts";
import { removeFromKubeconfig } from "../kubeconfig.ts";
import { pause } from "../pause.ts";

/** `kind delete cluster`: a kubeconfig that cannot be changed keeps no node from going; it says so, and ends with 0. */
export async function deleteCluster(
  call: Call,
  context: Context,
  name: string,
  kubeconfig: string,
): Promise<void> {
  call.err(`Deleting cluster "${name}" ...\n`);
  const nodes = await containersOf(context, name);
  await removeFromKubeconfig(kubeconfig, name, { call, context }).catch((error: unknown) => {
    if (!(error instanceof Failure)) throw error;
    call.err(`ERROR: failed to update kubeconfig: ${error.message}\n`);
  });
  context.clusters.delete(name);
  for (const node of nodes) {
    await pause(context.delays.step, call.signal);
    await context.docker.remove(node.name);
    context.changed(name, `deleted ${node.name}`);
  }
  if (nodes.length > 0) call.err(`Deleted nodes: [${nodes.map((node) => `"${node.name}"`).join(" ")}]\n`);
}
