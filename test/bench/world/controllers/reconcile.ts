import { type Cluster, type Context, containersOf } from "../cluster.ts";
import type { NodeFiles } from "../docker.ts";
import { registerKinds } from "./crds.ts";
import { modelOf } from "./model.ts";
import { nodeFiles } from "./node-files.ts";
import { agentFrom, apiServerFrom, crdsFrom, type Sight } from "./readiness.ts";

/**
 * Brings a cluster where its objects and its containers want it: kinds are registered, nodes have their files. Returns
 * when something is going to happen by itself next, in milliseconds since the epoch.
 */
export async function reconcile(context: Context, cluster: Cluster): Promise<number> {
  const sight: Sight = {
    cluster,
    containers: await containersOf(context, cluster.name),
    delays: context.delays,
    now: Date.now(),
  };
  if (!isCurrent(context, sight)) return Number.POSITIVE_INFINITY;
  const isServed = sight.now >= apiServerFrom(sight);
  if (isServed) registerKinds(sight);
  const model = modelOf(sight);
  for (const { name } of cluster.kind.nodes) {
    const container = sight.containers.find((candidate) => candidate.name === name);
    if (!container) continue;
    const isReady = sight.now >= agentFrom(sight, name);
    // Agents that run go on with what they know while the API server is away.
    if (isReady && !isServed) continue;
    await context.docker.writeNodeFiles(name, isReady ? nodeFiles(model, name) : NOTHING);
  }
  return nextMoment(sight);
}

/** Another cluster of the same name may have come in its place. */
function isCurrent({ clusters }: Context, { cluster, containers }: Sight): boolean {
  return clusters.get(cluster.name) === cluster && containers.some(({ id }) => id === cluster.containerId);
}

const NOTHING: NodeFiles = new Map();

function nextMoment(sight: Sight): number {
  const { cluster, delays, now } = sight;
  const moments = [
    apiServerFrom(sight),
    crdsFrom(sight),
    ...cluster.kind.nodes.map(({ name }) => agentFrom(sight, name)),
    ...[...cluster.objects.values()]
      .filter(({ object, isApplied }) => isApplied && object.kind === "Deployment")
      .map(({ createdAt }) => createdAt + delays.pods * 1000),
  ];
  return Math.min(...moments.filter((moment) => moment > now), Number.POSITIVE_INFINITY);
}
