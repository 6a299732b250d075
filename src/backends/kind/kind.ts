import kindYaml from "../../../templates/kind/kind.yaml.njk";
import type { Backend } from "../backend.ts";

/** kind: the configuration of each cluster (kind.x-k8s.io/v1alpha4), read with strict fields. */
export const kind: Backend = {
  name: "kind",
  emit: ({ clusters }) =>
    clusters
      .filter(({ provider }) => provider === "kind")
      .map((cluster) => ({
        path: `${cluster.name}/kind.yaml`,
        format: "yaml",
        template: kindYaml,
        view: { cluster },
      })),
};
