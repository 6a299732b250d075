import { tagOf } from "../images.ts";
import { compareVersions } from "../releases.ts";
import type { Rule } from "../rule.ts";

/** `frr version` in frr.conf decides which defaults the daemons take: it must be the version that really runs. */
export const frrImageMismatch: Rule = {
  code: "frr-image-mismatch",
  severity: "error",
  reads: ["versions"],
  *check({ routers, versions }) {
    for (const { name, image, at } of routers) {
      // An image of another name has versions of its own.
      if (!/(^|\/)frr[:@]/.test(image)) continue;
      const tagged = /\d+\.\d+(\.\d+)?/.exec(tagOf(image) ?? "")?.[0];
      if (tagged === undefined || compareVersions(tagged, versions.frr) === 0) continue;
      yield {
        span: at("image"),
        message: `the image of router \`${name}\` says ${tagged}, and its configuration is written for FRR ${versions.frr}`,
        help: `write the version of the image as \`versions: { frr: ... }\``,
      };
    }
  },
};
