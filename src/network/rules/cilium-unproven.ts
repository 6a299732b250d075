import { CILIUM, ciliumRelease } from "../releases.ts";
import type { Rule } from "../rule.ts";
import { perVersion } from "../version-findings.ts";

/** What gen writes for these releases was not checked against their schemas and chart. */
export const ciliumUnproven: Rule = {
  code: "cilium-unproven",
  severity: "warning",
  reads: ["versions"],
  check: (network) =>
    perVersion(network, ["cilium"], ({ cilium }) => {
      if (ciliumRelease(cilium)?.proven !== false) return undefined;
      const proven = Object.keys(CILIUM).filter((minor) => CILIUM[minor]?.proven);
      return {
        message: `the artifacts for Cilium ${cilium} are unproven`,
        help: `proven against schemas and chart are ${proven.join(", ")}`,
      };
    }),
};
