import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { parse } from "yaml";
import type { KindCluster } from "../../../../src/control-plane/applied.ts";
import { kindConfig } from "../../../../src/control-plane/kind/kind-config.ts";
import { type Call, Failure } from "../call.ts";
import { type Cluster, type Context, containersOf } from "../cluster.ts";
import { systemObjects } from "../controllers/system-objects.ts";
import { addToKubeconfig } from "../kubeconfig.ts";
import { keep } from "../objects.ts";
import { pause } from "../pause.ts";

interface Request {
  readonly name: string | undefined;
  readonly config: string | undefined;
  readonly kubeconfig: string;
}

/**
 * `kind create cluster`: a container for each node, then what kubeadm would do, then the kubeconfig. If a step fails the
 * nodes are deleted again; if kind is killed they stay, and nobody can talk to them.
 */
export async function createCluster(call: Call, context: Context, request: Request): Promise<void> {
  try {
    await create(call, context, request);
  } catch (error) {
    call.signal.throwIfAborted();
    throw new Failure(`failed to create cluster: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function create(call: Call, context: Context, request: Request): Promise<void> {
  const { cluster: kind, images } = await configured(call, request);
  const { name } = kind;
  if ((await containersOf(context, name)).length > 0)
    throw new Failure(`node(s) already exist for a cluster with the name "${name}"`);
  call.err(`Creating cluster "${name}" ...\n`);
  let cluster: Cluster;
  try {
    await startNodes(call, context, kind, images);
    cluster = await initialized(call, context, kind);
  } catch (error) {
    call.signal.throwIfAborted();
    for (const { name: node } of await containersOf(context, name)) await context.docker.remove(node);
    throw error;
  }
  context.clusters.set(name, cluster);
  context.changed(name, "created");
  context.reconcile(cluster);
  await addToKubeconfig(request.kubeconfig, cluster, { call, context });
  call.err(`Set kubectl context to "kind-${name}"\n`);
}

async function configured(call: Call, { name, config }: Request) {
  const path = config === undefined ? undefined : resolve(call.cwd, config);
  const text =
    config === "-"
      ? await call.input()
      : path === undefined
        ? DEFAULT_CONFIG
        : await readFile(path, "utf8").catch(() => {
            throw new Failure(`error reading file: open ${config}: no such file or directory`);
          });
  // The name on the command line counts: it makes the names of the nodes.
  const document = (parse(text) ?? {}) as { nodes?: readonly { readonly image?: string }[] };
  const named = name === undefined ? text : JSON.stringify({ ...document, name });
  const read = kindConfig(text).problems ? kindConfig(text) : kindConfig(named);
  if (!read.cluster) throw new Failure(`unable to decode config: ${read.problems.join("\n")}`);
  const images = read.cluster.nodes.map((_, index) => document.nodes?.[index]?.image ?? DEFAULT_IMAGE);
  return { cluster: read.cluster, images };
}

const DEFAULT_CONFIG = "kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n";
const DEFAULT_IMAGE = "kindest/node:v1.35.0";

/** kind starts all at once; here one after another, so that one that was killed has made some and not others. */
async function startNodes(
  call: Call,
  context: Context,
  { name, nodes }: KindCluster,
  images: readonly string[],
) {
  const network = call.env["KIND_EXPERIMENTAL_DOCKER_NETWORK"] ?? "kind";
  // Real kind would make the network, with a subnet that Docker picks. No lab of gen wants that.
  if (!(await context.docker.hasNetwork(network)))
    throw new Failure(`the stand-in makes no network, and there is no Docker network "${network}"`);
  const planes = nodes.filter(({ role }) => role === "control-plane");
  const balancer = { name: `${name}-external-load-balancer`, role: "external-load-balancer" };
  for (const [index, { name: node, role }] of [
    ...nodes,
    ...(planes.length > 1 ? [balancer] : []),
  ].entries()) {
    await pause(context.delays.step, call.signal);
    // The load balancer's own image is not in the bench, and nobody looks into it.
    const image = images[index] ?? images[0] ?? DEFAULT_IMAGE;
    await context.docker.run({ name: node, cluster: name, role, image, network });
  }
  call.err(` ✓ Preparing nodes\n`);
}

/** What kubeadm leaves: an API server, and the objects that every cluster has. */
async function initialized(call: Call, context: Context, kind: KindCluster): Promise<Cluster> {
  await pause(context.delays.apiServer, call.signal);
  const [plane] = (await containersOf(context, kind.name)).filter(({ role }) => role === "control-plane");
  if (!plane?.running) throw new Failure("failed to init node with kubeadm: the control plane has stopped");
  const objects: Cluster["objects"] = new Map();
  for (const object of systemObjects(kind)) keep(objects, object, false);
  call.err(` ✓ Starting control-plane\n`);
  return { name: kind.name, kind, containerId: plane.id, port: ++ports, objects, cilium: undefined };
}

let ports = 30000 + (process.pid % 20000);
