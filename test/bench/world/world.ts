import { rm } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "./call.ts";
import { cilium } from "./cilium/cilium.ts";
import { type Release, releasesOf } from "./cilium/releases.ts";
import type { Cluster, Context } from "./cluster.ts";
import { reconcile } from "./controllers/reconcile.ts";
import { reconciler } from "./controllers/reconciler.ts";
import type { Docker } from "./docker.ts";
import { kind } from "./kind/kind.ts";
import { kubectl } from "./kubectl/kubectl.ts";
import type { KubeObject } from "./objects.ts";
import { type Handler, listenForCalls } from "./server.ts";
import { DELAYS, type Delays, VERSIONS, type Versions } from "./settings.ts";

/** What stands in for kind, Kubernetes, Helm and Cilium behind the programs in `stand-ins/`. */
export interface World {
  /** For the environment of scripts: with it the stand-ins find this world. */
  readonly environment: Readonly<Record<string, string>>;
  /** The folder of the stand-ins, for PATH. */
  readonly programs: string;
  state(): WorldState;
  /** Resolves when nothing is left to be done, or to happen by itself. */
  settled(): Promise<void>;
  /** Ends it; calls that are in progress are cut off. Containers stay: they end with their engine. */
  close(): Promise<void>;
}

export interface WorldState {
  readonly clusters: readonly ClusterState[];
  /** What was changed in clusters, in order: "kind01: deployment.apps/web configured". */
  readonly changes: readonly string[];
  /** The calls of stand-ins, in order, a line each. */
  readonly calls: readonly string[];
}

export interface ClusterState {
  readonly name: string;
  readonly nodes: readonly string[];
  readonly releases: readonly Pick<Release, "revision" | "status">[];
  readonly objects: readonly KubeObject[];
}

export interface WorldOptions {
  /** Where its socket is made; a short path, for a socket's name has 107 bytes at most. */
  readonly folder: string;
  readonly docker: Docker;
  readonly delays?: Partial<Delays>;
  readonly versions?: Partial<Versions>;
}

/** Starts a world, which answers calls until it is closed. */
export async function startWorld({ folder, docker, delays, versions }: WorldOptions): Promise<World> {
  const clusters = new Map<string, Cluster>();
  const changes: string[] = [];
  const calls: string[] = [];
  const keeper = reconciler((cluster) => reconcile(context, cluster));
  const context: Context = {
    docker,
    delays: { ...DELAYS, ...delays },
    versions: { ...VERSIONS, ...versions },
    clusters,
    reconcile: keeper.request,
    changed: (cluster, what) => void changes.push(`${cluster}: ${what}`),
  };
  const socket = join(folder, "world.sock");
  await rm(socket, { force: true });
  const server = await listenForCalls(socket, async (call) => {
    calls.push([call.program, ...call.argv].join(" "));
    const handler = PROGRAMS[call.program];
    if (!handler) throw new Failure(`stand-in: there is none for ${call.program}`, 70);
    return handler(call, context);
  });
  const closing = new AbortController();
  docker.watch(() => {
    for (const cluster of clusters.values()) keeper.request(cluster);
  }, closing.signal);
  return {
    environment: { BENCH_WORLD: socket },
    programs: new URL("../stand-ins", import.meta.url).pathname,
    state: () => ({
      clusters: [...clusters.values()].map(stateOf),
      changes: [...changes],
      calls: [...calls],
    }),
    settled: keeper.settled,
    close: async () => {
      closing.abort();
      await server.close();
      await keeper.close();
      await rm(socket, { force: true });
    },
  };
}

const PROGRAMS: Readonly<
  Record<string, (call: Parameters<Handler>[0], context: Context) => Promise<number>>
> = {
  kind,
  kubectl,
  cilium,
};

function stateOf({ name, kind: { nodes }, objects }: Cluster): ClusterState {
  return {
    name,
    nodes: nodes.map((node) => node.name),
    releases: releasesOf(objects),
    objects: [...objects.values()].map(({ object }) => object),
  };
}
