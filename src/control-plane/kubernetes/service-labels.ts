import type { Resource } from "../applied.ts";
import type { Labels } from "./matches.ts";

/** The labels of a service as Cilium's selectors see them: with two of their own, for its name and its namespace. */
export function serviceLabels({ labels, name, namespace }: Resource<"Service">): Labels {
  return { ...labels, "io.kubernetes.service.name": name, "io.kubernetes.service.namespace": namespace };
}
