import { type Applied, ofKind, on, type Resource } from "../applied.ts";
import { matches } from "../kubernetes/matches.ts";
import type { Remarking } from "../remarking.ts";
import { overrideRemarks } from "./override-remarks.ts";

export type ClusterConfig = Resource<"CiliumBGPClusterConfig">;
type Instance = ClusterConfig["spec"]["bgpInstances"][number];
export type Peer = NonNullable<Instance["peers"]>[number];

/** A BGP instance of one node, with what is overridden for the node. */
export interface NodeInstance {
  readonly node: string;
  readonly config: ClusterConfig;
  readonly name: string;
  readonly asn: number | undefined;
  readonly localPort: number | undefined;
  readonly routerId: string | undefined;
  readonly peers: readonly (Peer & { readonly localAddress: string | undefined })[];
}

/**
 * Which node runs which instances. A CiliumBGPClusterConfig without a selector takes all nodes; of two that take the
 * same node, one comes first and the other is ignored there (condition ConflictingClusterConfig).
 */
export function* nodeInstances(applied: Applied): Remarking<readonly NodeInstance[]> {
  const { nodes } = applied.cluster;
  const configOf = new Map<string, ClusterConfig>();
  for (const config of ofKind(applied, "CiliumBGPClusterConfig")) {
    const { nodeSelector } = config.spec;
    const selected = nodes.filter(({ labels }) => !nodeSelector || matches(nodeSelector, labels));
    if (selected.length === 0 && nodes.length > 0)
      yield on(config, "its `nodeSelector` takes no node: the labels of nodes are written in kind.yaml");
    for (const { name } of selected) {
      const first = configOf.get(name);
      if (first) yield on(config, `it is ignored on node \`${name}\`, which \`${first.name}\` takes as well`);
      else configOf.set(name, config);
    }
  }
  yield* overrideRemarks(applied, configOf);
  return nodes.flatMap(({ name }) => {
    const config = configOf.get(name);
    return config
      ? config.spec.bgpInstances.map((instance) => overridden(name, config, instance, applied))
      : [];
  });
}

/** An override belongs to the node, the instance and the peers of the same names. */
function overridden(node: string, config: ClusterConfig, instance: Instance, applied: Applied): NodeInstance {
  const override = ofKind(applied, "CiliumBGPNodeConfigOverride").find(({ name }) => name === node);
  const own = override?.spec.bgpInstances.find(({ name }) => name === instance.name);
  return {
    node,
    config,
    name: instance.name,
    asn: own?.localASN ?? instance.localASN,
    localPort: own?.localPort ?? instance.localPort,
    routerId: own?.routerID,
    peers: (instance.peers ?? []).map((peer) => ({
      ...peer,
      localAddress: own?.peers?.find(({ name }) => name === peer.name)?.localAddress,
    })),
  };
}
