import { type Applied, ofKind, on, type Resource } from "../applied.ts";
import type { Remarking } from "../remarking.ts";

/** Overrides without effect: by name they belong to a node, an instance and a peer, and one of these is missing. */
export function* overrideRemarks(
  applied: Applied,
  configOf: ReadonlyMap<string, Resource<"CiliumBGPClusterConfig">>,
): Remarking<void> {
  for (const override of ofKind(applied, "CiliumBGPNodeConfigOverride")) {
    if (!applied.cluster.nodes.some(({ name }) => name === override.name)) {
      yield on(override, "it has no effect: it must be named after a node, and no node has this name");
      continue;
    }
    const instances = configOf.get(override.name)?.spec.bgpInstances ?? [];
    for (const { name, peers = [] } of override.spec.bgpInstances) {
      const instance = instances.find((candidate) => candidate.name === name);
      if (!instance) {
        yield on(override, `its instance \`${name}\` has no effect: the node runs no instance of this name`);
        continue;
      }
      for (const peer of peers) {
        if (!instance.peers?.some((candidate) => candidate.name === peer.name))
          yield on(
            override,
            `its peer \`${peer.name}\` has no effect: instance \`${name}\` has no peer of this name`,
          );
        if (peer.localPort !== undefined)
          yield on(
            override,
            `\`localPort\` of its peer \`${peer.name}\` has no effect: Cilium copies only \`localAddress\``,
          );
      }
    }
  }
}
