import { ANY, fields, type Modelled } from "../../modelled.ts";
import type { WrittenObject } from "../written-objects.ts";
import { DEPLOYMENT } from "./deployment.ts";
import { metadata } from "./metadata.ts";
import { SERVICE } from "./service.ts";

/** What an object that the server takes asks for and nobody here models, a sentence each. */
export function unmodelledFields(object: WrittenObject): readonly string[] {
  const { namespace } = object.value["metadata"] as { readonly namespace?: unknown };
  const isOfTheSystem = namespace === SYSTEM && object.kind !== "Secret";
  return [
    ...(isOfTheSystem ? [`what it does among the system's own in \`${SYSTEM}\` is not rehearsed`] : []),
    ...(KNOWN[object.kind] ?? OTHERS)(object.value),
  ];
}

/** Whether an object of a kind that has no model may do anything to the lab's traffic. */
export function isHarmless({ apiVersion, kind, name, value }: WrittenObject): boolean {
  const { namespace } = value["metadata"] as { readonly namespace?: unknown };
  const [group = ""] = apiVersion.includes("/") ? apiVersion.split("/") : [""];
  return HARMLESS.get(group)?.includes(kind) === true && namespace !== SYSTEM && !name.startsWith("cilium");
}

const SYSTEM = "kube-system";

const KNOWN: Readonly<Record<string, Modelled>> = { Deployment: DEPLOYMENT, Service: SERVICE };

/** Of the kinds of Cilium the controllers' own remarks tell what is not rehearsed. */
const OTHERS = fields({
  apiVersion: ANY,
  kind: ANY,
  metadata: metadata(),
  spec: ANY,
  status: ANY,
  data: ANY,
  stringData: ANY,
  type: ANY,
  immutable: ANY,
});

/** Kinds by their API group; those of the core have none. */
const HARMLESS: ReadonlyMap<string, readonly string[]> = new Map([
  ["", ["ConfigMap", "Event", "PersistentVolumeClaim", "ServiceAccount"]],
  ["policy", ["PodDisruptionBudget"]],
  ["rbac.authorization.k8s.io", ["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"]],
]);
