import { type Call, Failure } from "../call.ts";
import { type Context, containersOf } from "../cluster.ts";
import { removeFromKubeconfig } from "../kubeconfig.ts";
import { pause } from "../pause.ts";

/** `kind delete cluster`: a kubeconfig that cannot be locked keeps no node from going, and is an error afterwards. */
export async function deleteCluster(
  call: Call,
  context: Context,
  name: string,
  kubeconfig: string,
): Promise<void> {
  call.err(`Deleting cluster "${name}" ...\n`);
  const nodes = await containersOf(context, name);
  const problem = await removeFromKubeconfig(kubeconfig, name, { call, context }).catch((error: unknown) => {
    if (error instanceof Failure) return error;
    throw error;
  });
  if (problem) call.err(`ERROR: failed to update kubeconfig: ${problem.message}\n`);
  context.clusters.delete(name);
  for (const node of nodes) {
    await pause(context.delays.step, call.signal);
    await context.docker.remove(node.name);
    context.changed(name, `deleted ${node.name}`);
  }
  if (nodes.length > 0) call.err(`Deleted nodes: [${nodes.map((node) => `"${node.name}"`).join(" ")}]\n`);
  if (problem) throw new Failure(`failed to delete cluster "${name}": ${problem.message}`);
}
