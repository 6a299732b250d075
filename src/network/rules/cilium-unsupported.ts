import { CILIUM, ciliumRelease } from "../releases.ts";
import type { Rule } from "../rule.ts";

/** Before 1.16 the BGP resources have other shapes, and releases that gen does not know may have other ones again. */
export const ciliumUnsupported: Rule = {
  code: "cilium-unsupported",
  severity: "error",
  *check({ clusters }) {
    for (const { name, cilium, at } of clusters) {
      if (ciliumRelease(cilium)) continue;
      yield {
        span: at("cilium"),
        message: `gen does not write for Cilium ${cilium} (cluster \`${name}\`)`,
        help: `the minor versions that it knows are ${Object.keys(CILIUM).join(", ")}`,
      };
    }
  },
};
