import { ALIAS, ANNOTATION } from "../../lb-ipam/load-balancer-addresses.ts";
import { ANY, fields, keys, type Modelled } from "../../modelled.ts";

/** What is modelled of `metadata`: of the annotations that Cilium or a proxy of services reads, the address only. */
export function metadata(labels: Modelled = ANY): Modelled {
  return fields({
    name: ANY,
    namespace: ANY,
    labels,
    annotations: keys((key) => key === ANNOTATION || key === ALIAS || !isRead(key)),
    creationTimestamp: ANY,
    generation: ANY,
    managedFields: ANY,
    resourceVersion: ANY,
    selfLink: ANY,
    uid: ANY,
  });
}

/** Labels of a service: with those of this prefix, Cilium may leave it to another proxy. */
export const SERVICE_LABELS: Modelled = keys((key) => !key.startsWith("service.kubernetes.io/"));

function isRead(key: string): boolean {
  const [prefix = ""] = key.split("/");
  return (
    /(^|\.)cilium(\.|$)/.test(prefix) ||
    prefix === "service.kubernetes.io" ||
    /^kubernetes\.io\/(in|e)gress-bandwidth$/.test(key)
  );
}
