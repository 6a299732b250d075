import { resolve } from "node:path";
import { type Call, Failure } from "../call.ts";
import { type Cluster, type Context, containersOf } from "../cluster.ts";
import { type CommandLine, commandLine, type Flags } from "../command-line.ts";
import { addToKubeconfig, kubeconfigText } from "../kubeconfig.ts";
import { createCluster } from "./create-cluster.ts";
import { deleteCluster } from "./delete-cluster.ts";

/** The stand-in for kind. It makes containers and no Kubernetes; what it refuses, real kind refuses. */
export async function kind(call: Call, context: Context): Promise<number> {
  const name = call.argv
    .filter((word) => !word.startsWith("-"))
    .slice(0, 2)
    .join(" ");
  const command = COMMANDS[name] ?? COMMANDS[call.argv[0] ?? ""];
  try {
    if (!command) throw new Failure(`unknown command "${name}" for "kind" (to the stand-in)`);
    const line = commandLine(call.argv, command.flags);
    await command.run({ call, context, line });
    return 0;
  } catch (error) {
    if (error instanceof Failure) throw new Failure(`ERROR: ${error.message}`, error.code);
    throw error;
  }
}

interface KindCall {
  readonly call: Call;
  readonly context: Context;
  readonly line: CommandLine;
}

interface Command {
  readonly flags: Flags;
  run(call: KindCall): Promise<void>;
}

const NAMED = ["name"];

const COMMANDS: Readonly<Record<string, Command>> = {
  version: {
    flags: {},
    run: async ({ call, context }) => call.out(`kind v${context.versions.kind} go1.25.5 linux/amd64\n`),
  },
  "get clusters": {
    flags: {},
    run: async ({ call, context }) => {
      const clusters = [...new Set((await context.docker.containers()).map(({ cluster }) => cluster))].sort();
      if (clusters.length === 0) call.err("No kind clusters found.\n");
      for (const cluster of clusters) call.out(`${cluster}\n`);
    },
  },
  "get nodes": {
    flags: { values: NAMED },
    run: async ({ call, context, line }) => {
      const cluster = line.values["name"] ?? "kind";
      const nodes = (await containersOf(context, cluster)).filter(
        ({ role }) => role !== "external-load-balancer",
      );
      if (nodes.length === 0) call.err(`No kind nodes found for cluster "${cluster}".\n`);
      for (const { name } of nodes) call.out(`${name}\n`);
    },
  },
  "create cluster": {
    flags: { values: ["name", "config", "kubeconfig"] },
    run: ({ call, context, line }) =>
      createCluster(call, context, {
        name: line.values["name"],
        config: line.values["config"],
        kubeconfig: kubeconfigOf(call, line),
      }),
  },
  "delete cluster": {
    flags: { values: ["name", "kubeconfig"] },
    run: ({ call, context, line }) =>
      deleteCluster(call, context, line.values["name"] ?? "kind", kubeconfigOf(call, line)),
  },
  "get kubeconfig": {
    flags: { values: NAMED },
    run: async (asked) => asked.call.out(kubeconfigText(await reachable(asked))),
  },
  "export kubeconfig": {
    flags: { values: ["name", "kubeconfig"] },
    run: async (asked) => {
      const { call, context, line } = asked;
      const cluster = await reachable(asked);
      await addToKubeconfig(kubeconfigOf(call, line), cluster, { call, context });
      call.err(`Set kubectl context to "kind-${cluster.name}"\n`);
    },
  },
};

/** The cluster that is asked for, if one of its control planes can tell the way in. */
async function reachable({ context, line }: KindCall): Promise<Cluster> {
  const name = line.values["name"] ?? "kind";
  const planes = (await containersOf(context, name)).filter(({ role }) => role === "control-plane");
  if (planes.length === 0)
    throw new Failure(
      `could not locate any control plane nodes for cluster named '${name}'. Use the --name option to select a different cluster`,
    );
  const cluster = context.clusters.get(name);
  if (!cluster || !planes.some(({ running }) => running))
    throw new Failure(
      `failed to get cluster internal kubeconfig: command "docker exec --privileged ${planes[0]?.name} cat /etc/kubernetes/admin.conf" failed with error: exit status 1`,
    );
  return cluster;
}

function kubeconfigOf({ cwd, env }: Call, { values }: CommandLine): string {
  return resolve(cwd, values["kubeconfig"] ?? env["KUBECONFIG"] ?? `${env["HOME"] ?? ""}/.kube/config`);
}
