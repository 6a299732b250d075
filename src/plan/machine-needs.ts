import type { Plan } from "./plan.ts";

/** What a lab takes of the machine that runs it. Rules of thumb, not measured. */
export interface MachineNeeds {
  /** MiB. */
  readonly memory: number;
  /** MiB, where Docker keeps images. */
  readonly disk: number;
  /** `fs.inotify.max_user_instances` and `max_user_watches`, which all containers share. */
  readonly inotifyInstances: number;
  readonly inotifyWatches: number;
}

/**
 * A kubelet with its pods and Cilium's agent takes 700 MiB of memory, the images of Kubernetes and Cilium 1.5 GiB of disk in
 * each node, for nodes share none; inotify so much that the 512 and 524288 that kind advises do for a dozen nodes
 * (kind.sigs.k8s.io, "Known issues", "Pod errors due to too many open files").
 */
export function machineNeeds({ clusters }: Plan): MachineNeeds {
  const nodes = clusters.reduce((sum, cluster) => sum + cluster.nodes.length, 0);
  return {
    memory: 512 + 700 * nodes,
    disk: 3072 + 1536 * nodes,
    inotifyInstances: 40 * nodes,
    inotifyWatches: 8192 * nodes,
  };
}
