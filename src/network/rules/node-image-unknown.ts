import { tagOf } from "../images.ts";
import { KIND_NODE_IMAGES } from "../releases.ts";
import type { Rule } from "../rule.ts";

/** A kind release wants the node images that were built for it, by digest; for other versions somebody must name one. */
export const nodeImageUnknown: Rule = {
  code: "node-image-unknown",
  severity: "error",
  *check({ clusters, versions }) {
    const known = KIND_NODE_IMAGES[versions.kind];
    for (const { name, kubernetes, nodeImage, at } of clusters) {
      if (nodeImage === undefined) {
        if (known?.[kubernetes]) continue;
        yield {
          span: at("kubernetes"),
          message: `gen knows no node image of kind ${versions.kind} for Kubernetes ${kubernetes} (cluster \`${name}\`)`,
          help: known
            ? `name one with \`nodeImage:\`; kind ${versions.kind} came with ${Object.keys(known).join(", ")}`
            : `name one with \`nodeImage:\`; gen knows those of kind ${Object.keys(KIND_NODE_IMAGES).join(" and ")}`,
        };
      } else if (tagOf(nodeImage) !== undefined && tagOf(nodeImage) !== `v${kubernetes}`) {
        yield {
          span: at("nodeImage"),
          message: `the node image of cluster \`${name}\` says ${tagOf(nodeImage)}, and its Kubernetes version is ${kubernetes}`,
          help: "write the version of the image as `kubernetes:`",
        };
      }
    }
  },
};
