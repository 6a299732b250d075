import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { type Call, Failure } from "../call.ts";
import { type Cluster, type Context, containersOf } from "../cluster.ts";
import type { CommandLine } from "../command-line.ts";
import { registerKinds } from "../controllers/crds.ts";
import { apiServerFrom, type Sight } from "../controllers/readiness.ts";
import { portOf } from "../kubeconfig.ts";

/** A way to the API server that the flags name: looks anew at each call, since containers come and go. */
export type Connection = () => Promise<Sight>;

/** Finds the kubeconfig and the context; whether somebody answers there is seen by each look. */
export async function connect(
  { cwd, env }: Pick<Call, "cwd" | "env">,
  { values }: Pick<CommandLine, "values">,
  context: Context,
): Promise<Connection> {
  const given = values["kubeconfig"];
  const path = resolve(cwd, given ?? (env["KUBECONFIG"] || `${env["HOME"] ?? ""}/.kube/config`));
  if (given !== undefined && !existsSync(path))
    throw new Failure(`error: stat ${given}: no such file or directory`);
  const port = await portOf(path, values["context"]);
  return async () => {
    const cluster = [...context.clusters.values()].find((candidate) => candidate.port === port);
    // Without a Docker engine there is no container either.
    const sight = cluster && (await sightOf(context, cluster).catch(() => undefined));
    if (!sight || sight.now < apiServerFrom(sight))
      throw new Failure(
        `The connection to the server 127.0.0.1:${port} was refused - did you specify the right host or port?`,
      );
    registerKinds(sight);
    return sight;
  };
}

/** What there is of a cluster right now; nothing if its etcd went away with its container. */
async function sightOf(context: Context, cluster: Cluster): Promise<Sight | undefined> {
  const containers = await containersOf(context, cluster.name);
  if (!containers.some(({ id }) => id === cluster.containerId)) return undefined;
  return { cluster, containers, delays: context.delays, now: Date.now() };
}
