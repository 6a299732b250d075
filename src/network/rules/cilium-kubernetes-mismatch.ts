import { ciliumRelease } from "../releases.ts";
import type { Rule } from "../rule.ts";

/** A pair of Cilium and Kubernetes that Cilium's own end-to-end tests never ran. */
export const ciliumKubernetesMismatch: Rule = {
  code: "cilium-kubernetes-mismatch",
  severity: "error",
  allowable: true,
  *check({ clusters }) {
    for (const { name, cilium, kubernetes, at } of clusters) {
      const release = ciliumRelease(cilium);
      if (!release) continue;
      const [first, last] = release.kubernetes;
      const [major, minor] = kubernetes.split(".").map(Number);
      if (major === 1 && minor !== undefined && first <= minor && minor <= last) continue;
      yield {
        span: at("kubernetes"),
        message: `cluster \`${name}\` has Kubernetes ${kubernetes}, and Cilium ${cilium} is tested with 1.${first} to 1.${last}`,
      };
    }
  },
};
