import { formatHost } from "../../address/host.ts";
import type { Rule } from "../rule.ts";

/** A range whose end comes before its start holds nothing; Cilium marks the whole pool as broken. */
export const poolReversed: Rule = {
  code: "pool-reversed",
  severity: "error",
  *check({ pools }) {
    for (const { name, written, at } of pools) {
      const { from, to } = written;
      if (from.family !== to.family || from.value <= to.value) continue;
      yield {
        span: at("range"),
        message: `the range of pool \`${name}\` ends before it starts`,
        help: `did you mean \`${formatHost(to)}-${formatHost(from)}\`?`,
      };
    }
  },
};
