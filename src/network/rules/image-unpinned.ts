import type { Span } from "../../source/source.ts";
import { isPinned } from "../images.ts";
import type { Network } from "../network.ts";
import type { Rule } from "../rule.ts";

/** `latest`, `stable` or no tag at all is another image tomorrow: a lab that worked yesterday does not, and nothing changed. */
export const imageUnpinned: Rule = {
  code: "image-unpinned",
  severity: "error",
  allowable: true,
  *check(network) {
    for (const { image, span } of images(network)) {
      if (isPinned(image)) continue;
      yield {
        span: span(),
        message: `the image \`${image}\` is not pinned`,
        help: "name a tag with a version number, or a digest (`@sha256:...`)",
      };
    }
  },
};

function* images({
  routers,
  clusters,
  services,
  clients,
}: Network): Iterable<{ readonly image: string; readonly span: () => Span }> {
  for (const { image, at } of [...routers, ...services, ...clients]) yield { image, span: () => at("image") };
  for (const { nodeImage, at } of clusters)
    if (nodeImage !== undefined) yield { image: nodeImage, span: () => at("nodeImage") };
}
