import { CILIUM, ciliumRelease } from "../releases.ts";
import type { Rule } from "../rule.ts";

/** What gen writes for these releases was not checked against their schemas and chart. */
export const ciliumUnproven: Rule = {
  code: "cilium-unproven",
  severity: "warning",
  *check({ clusters }) {
    for (const { name, cilium, at } of clusters) {
      if (ciliumRelease(cilium)?.proven !== false) continue;
      const proven = Object.keys(CILIUM).filter((minor) => CILIUM[minor]?.proven);
      yield {
        span: at("cilium"),
        message: `the artifacts for Cilium ${cilium} (cluster \`${name}\`) are unproven`,
        help: `proven against schemas and chart are ${proven.join(", ")}`,
      };
    }
  },
};
