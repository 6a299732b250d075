import { applyFiles } from "./apply-files.ts";
import type { ControlPlane } from "./control-plane.ts";
import type { WrittenObject } from "./kubectl/written-objects.ts";
import { runCluster } from "./run-cluster.ts";

/**
 * A cluster's files in, what Kubernetes and Cilium make of them out. `files` are those of the cluster's folder by
 * relative path (`kind.yaml`, `cilium-values.yaml`, `manifests/...`); `address` is a node's, which is known at run time, and
 * `secrets` are objects that no file has and that are applied before the manifests.
 *
 *     files --applyFiles--> Applied --runCluster--> speakers, frontends
 *              kind, Helm,             scheduler, LB-IPAM,
 *              kubectl                 Cilium's agents
 */
export function controlPlane(
  files: ReadonlyMap<string, string>,
  address: (node: string) => string,
  secrets: readonly WrittenObject[] = [],
): ControlPlane {
  const applied = applyFiles(files, secrets);
  const { speakers, frontends, remarks } = runCluster(applied, address);
  const { nodes, podSubnet, serviceSubnet } = applied.cluster;
  return {
    nodes,
    podSubnet,
    serviceSubnet,
    speakers,
    frontends,
    refusals: applied.refusals,
    remarks: [...applied.remarks, ...remarks],
  };
}
