import type { CiliumValues, KindCluster } from "../../../src/control-plane/applied.ts";
import type { Docker, NodeContainer } from "./docker.ts";
import type { Objects } from "./objects.ts";
import type { Delays, Versions } from "./settings.ts";

/** A kind cluster that was finished. What it knows goes with the container of its first control plane. */
export interface Cluster {
  readonly name: string;
  readonly kind: KindCluster;
  /** The container in which etcd would be. */
  readonly containerId: string;
  /** Where the API server is published on the host: a cluster that is made again has another. */
  readonly port: number;
  readonly objects: Objects;
  /** What the newest release made run; undefined while there is none. */
  cilium: RunningCilium | undefined;
}

/** Cilium as its chart was applied last. */
export interface RunningCilium {
  readonly version: string;
  readonly values: CiliumValues;
  /** Since when it runs with these; milliseconds since the epoch. */
  readonly since: number;
}

/** All that the stand-ins share. */
export interface Context {
  readonly docker: Docker;
  readonly delays: Delays;
  readonly versions: Versions;
  /** By name; those that were finished. */
  readonly clusters: Map<string, Cluster>;
  /** Looks at a cluster again, now and when time has had its effect. */
  reconcile(cluster: Cluster): void;
  /** Notes down that something in a cluster was changed: "apply deployment.apps/web configured". */
  changed(cluster: string, what: string): void;
}

/** The containers of one cluster, those that kind looks at as well: its load balancer is one. */
export async function containersOf({ docker }: Context, cluster: string): Promise<readonly NodeContainer[]> {
  return (await docker.containers()).filter((container) => container.cluster === cluster);
}
