import type { Rule } from "../rule.ts";

/** Without a cluster nobody announces anything: there is no lab to write. */
export const clusterMissing: Rule = {
  code: "cluster-missing",
  severity: "error",
  absence: true,
  *check({ clusters, at }) {
    if (clusters.length === 0) yield { span: at("clusters"), message: "the inventory has no cluster" };
  },
};
