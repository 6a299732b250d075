import type { Rule } from "../rule.ts";

/** Cilium refuses a `cluster.name` of more than 32 characters, and kind's context is called `kind-<name>`. */
const MAX = 32 - "kind-".length;

/** A longer name would only be found out by Cilium's chart, on the VM. */
export const nameTooLong: Rule = {
  code: "name-too-long",
  severity: "error",
  *check({ clusters }) {
    for (const { name, at } of clusters) {
      if (name.length <= MAX) continue;
      yield {
        span: at(),
        message: `the name of cluster \`${name}\` has ${name.length} characters, and at most ${MAX} fit: Cilium takes 32, and kind puts \`kind-\` before it`,
      };
    }
  },
};
