import {
  type Applied,
  type CiliumValues,
  type KindCluster,
  on,
  type Resource,
  unmodelledOn,
} from "../applied.ts";
import type { Remark } from "../control-plane.ts";
import { admit } from "./admit.ts";
import { clusterIpFault } from "./cluster-ip-fault.ts";
import { isHarmless, unmodelledFields } from "./modelled/unmodelled-fields.ts";
import type { WrittenObject } from "./written-objects.ts";

type Result = Pick<Applied, "resources" | "refusals" | "remarks">;

/**
 * `kubectl apply` of objects in order. What the server refuses is not there, and the others are; an object that comes
 * twice is there as it came last.
 */
export function applyObjects(
  objects: readonly WrittenObject[],
  cluster: Pick<KindCluster, "serviceSubnet">,
  values: Pick<CiliumValues, "bgpControlPlane" | "operator">,
): Result {
  const resources = new Map<string, Resource>();
  const refusals: Remark[] = [];
  const remarks: Remark[] = [];
  const namespaces = namespacesOf(objects);
  for (const object of objects) {
    const { resource, problems = [], remark } = admit(object);
    if (remark !== undefined) remarks.push((isHarmless(object) ? on : unmodelledOn)(object, remark));
    for (const problem of problems) refusals.push(on(object, problem));
    if (!resource) continue;
    const id = `${resource.kind}/${resource.namespace}/${resource.name}`;
    const fault =
      missingKind(resource, values) ??
      missingNamespace(resource, namespaces) ??
      clusterIpFault(resource, [...resources.values()], cluster.serviceSubnet);
    if (fault !== undefined) {
      refusals.push(on(object, fault));
      continue;
    }
    resources.set(id, resource);
    for (const message of unmodelledFields(object)) remarks.push(unmodelledOn(object, message));
  }
  return { resources: [...resources.values()], refusals, remarks };
}

/** Those of any kind cluster with Cilium, and those of the manifests, which kustomize puts first. */
function namespacesOf(objects: readonly WrittenObject[]): ReadonlySet<string> {
  const own = objects.filter(({ kind }) => kind === "Namespace").map(({ name }) => name);
  return new Set([...NAMESPACES, ...own]);
}

const NAMESPACES = [
  "default",
  "kube-system",
  "kube-public",
  "kube-node-lease",
  "local-path-storage",
  "cilium-secrets",
];

/** Cilium's operator, not its chart, installs its kinds; those of BGP only where BGP is switched on. */
function missingKind(
  { kind }: Resource,
  { bgpControlPlane, operator }: Pick<CiliumValues, "bgpControlPlane" | "operator">,
) {
  if (kind.startsWith("Cilium") && !operator)
    return "there is no such kind: Cilium's operator, which installs it, is switched off in cilium-values.yaml";
  return kind.startsWith("CiliumBGP") && !bgpControlPlane
    ? "there is no such kind while `bgpControlPlane.enabled` in cilium-values.yaml is not true"
    : undefined;
}

function missingNamespace({ namespace }: Resource, namespaces: ReadonlySet<string>) {
  return namespace === "" || namespaces.has(namespace) ? undefined : `there is no namespace \`${namespace}\``;
}
