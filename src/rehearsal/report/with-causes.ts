import type { ControlPlane } from "../../control-plane/control-plane.ts";
import { remarkText } from "../checks/check-artifacts.ts";
import type { Check, CheckId } from "./report.ts";

/** Checks that fail when Kubernetes or Cilium makes something else of the manifests than was meant. */
const CONSEQUENCES: readonly CheckId[] = ["sessions", "timers", "rib", "fib", "flows"];

/**
 * The first failed check that names a cluster says, too, what Kubernetes and Cilium would say to that cluster's
 * manifests: a missing route is seen at the router, and its cause is three files away.
 */
export function withCauses(
  checks: readonly Check[],
  controlPlanes: ReadonlyMap<string, ControlPlane>,
): readonly Check[] {
  const told = new Set<string>();
  return checks.map((check) => {
    if (check.outcome !== "fail" || !CONSEQUENCES.includes(check.id)) return check;
    const causes = [...controlPlanes].flatMap(([cluster, { refusals, remarks }]) =>
      told.has(cluster) || !check.details.some((detail) => detail.includes(cluster))
        ? []
        : [...refusals, ...remarks].map((remark) => ({ cluster, text: remarkText(cluster, remark) })),
    );
    for (const { cluster } of causes) told.add(cluster);
    return { ...check, details: [...check.details, ...causes.map(({ text }) => `perhaps: ${text}`)] };
  });
}
