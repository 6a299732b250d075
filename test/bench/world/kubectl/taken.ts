import { admit } from "../../../../src/control-plane/kubectl/admit.ts";
import { clusterIpFault } from "../../../../src/control-plane/kubectl/cluster-ip-fault.ts";
import { Failure } from "../call.ts";
import { isRegistered } from "../controllers/crds.ts";
import { writtenAs } from "../controllers/model.ts";
import type { Sight } from "../controllers/readiness.ts";
import { kindNamed, type ResourceKind } from "../kinds.ts";
import { idOf, type KubeObject } from "../objects.ts";
import { mappingError } from "./mapping-error.ts";
import { schemaProblems } from "./schema-problems.ts";

/** The kind of an object that the API server takes; throws what kubectl prints if it does not. */
export async function takenAs(object: KubeObject, from: string, sight: Sight): Promise<ResourceKind> {
  const kind = kindNamed(object.kind);
  if (!kind || kind.apiVersion !== object.apiVersion || !isRegistered(sight, kind))
    throw new Failure(mappingError(object, from));
  const { objects } = sight.cluster;
  const { name, namespace } = object.metadata;
  if (namespace !== undefined && !objects.has(`Namespace//${namespace}`))
    throw new Failure(
      `Error from server (NotFound): error when creating "${from}": namespaces "${namespace}" not found`,
    );
  const { resource, problems = [], remark } = admit(writtenAs(object));
  if (remark !== undefined) throw new Failure(`error: ${object.kind} "${name}" ${remark} (by the stand-in)`);
  const unknown = problems.find((problem) => problem.endsWith("is no field that there is"));
  if (unknown !== undefined)
    throw new Failure(
      `Error from server (BadRequest): error when creating "${from}": ${object.kind} in version "${object.apiVersion}" cannot be handled as a ${object.kind}: strict decoding error: ${unknown}`,
    );
  const others = [...objects.values()].filter(({ object: other }) => idOf(other) !== idOf(object));
  const services = others.flatMap(({ object: other, isApplied }) =>
    isApplied && other.kind === "Service" ? (admit(writtenAs(other)).resource ?? []) : [],
  );
  const fault = resource && clusterIpFault(resource, services, sight.cluster.kind.serviceSubnet);
  const all = [
    ...problems,
    ...(fault === undefined ? [] : [fault]),
    ...(await schemaProblems(object, sight.cluster.cilium?.version)),
  ];
  if (all.length > 0) throw new Failure(`The ${object.kind} "${name}" is invalid: ${all.join(", ")}`);
  return kind;
}
