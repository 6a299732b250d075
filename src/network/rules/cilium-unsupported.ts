import { CILIUM, ciliumRelease } from "../releases.ts";
import type { Rule } from "../rule.ts";
import { perVersion } from "../version-findings.ts";

/** Before 1.16 the BGP resources have other shapes, and releases that gen does not know may have other ones again. */
export const ciliumUnsupported: Rule = {
  code: "cilium-unsupported",
  severity: "error",
  reads: ["versions"],
  check: (network) =>
    perVersion(network, ["cilium"], ({ cilium }) =>
      ciliumRelease(cilium)
        ? undefined
        : {
            message: `gen does not write for Cilium ${cilium}`,
            help: `the minor versions that it knows are ${Object.keys(CILIUM).join(", ")}`,
          },
    ),
};
