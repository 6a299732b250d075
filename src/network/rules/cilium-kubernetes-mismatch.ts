import { ciliumRelease } from "../releases.ts";
import type { Rule } from "../rule.ts";
import { perVersion } from "../version-findings.ts";

/** A pair of Cilium and Kubernetes that Cilium's own end-to-end tests never ran. */
export const ciliumKubernetesMismatch: Rule = {
  code: "cilium-kubernetes-mismatch",
  severity: "error",
  allowable: true,
  reads: ["versions"],
  check: (network) =>
    perVersion(network, ["kubernetes", "cilium"], ({ cilium, kubernetes }) => {
      const release = ciliumRelease(cilium);
      if (!release) return undefined;
      const [first, last] = release.kubernetes;
      const [major, minor] = kubernetes.split(".").map(Number);
      if (major === 1 && minor !== undefined && first <= minor && minor <= last) return undefined;
      return {
        message: `Cilium ${cilium} is tested with Kubernetes 1.${first} to 1.${last}, and this is ${kubernetes}`,
      };
    }),
};
