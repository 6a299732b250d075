import { tagOf } from "../images.ts";
import { KIND_NODE_IMAGES, kindNodeImage } from "../releases.ts";
import type { Rule } from "../rule.ts";
import { perVersion } from "../version-findings.ts";

/** A kind release wants the node images that were built for it, by digest; for other versions somebody must name one. */
export const nodeImageUnknown: Rule = {
  code: "node-image-unknown",
  severity: "error",
  reads: ["versions"],
  *check(network) {
    const { kind } = network.versions;
    const known = KIND_NODE_IMAGES[kind];
    yield* perVersion(network, ["kubernetes", "kind"], ({ kubernetes, nodeImage }) =>
      nodeImage !== undefined || kindNodeImage(kind, kubernetes)
        ? undefined
        : {
            message: `gen knows no node image of kind ${kind} for Kubernetes ${kubernetes}`,
            help: known
              ? `kind ${kind} came with ${Object.keys(known).join(", ")}; for another version name an image with \`nodeImage:\``
              : `gen knows those of kind ${Object.keys(KIND_NODE_IMAGES).join(" and ")}; for another release name an image with \`nodeImage:\``,
          },
    );
    for (const { name, kubernetes, nodeImage = "", at } of network.clusters) {
      const tag = tagOf(nodeImage);
      if (tag === undefined || tag === `v${kubernetes}`) continue;
      yield {
        span: at("nodeImage"),
        message: `the node image of cluster \`${name}\` says ${tag}, and its Kubernetes version is ${kubernetes}`,
        help: "write the version of the image as `kubernetes:`",
      };
    }
  },
};
