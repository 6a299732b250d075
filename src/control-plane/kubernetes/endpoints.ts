import { type Applied, ofKind, on, type Resource } from "../applied.ts";
import type { Pod } from "../control-plane.ts";
import type { Remarking } from "../remarking.ts";
import { type Labels, matches } from "./matches.ts";
import type { RunningPod } from "./running-pod.ts";

/** A TCP port of a service, and the pods behind it. */
export interface ServicePort {
  readonly port: number;
  readonly pods: readonly Pod[];
}

/** The TCP ports of each service with the ready pods that its selector takes, each with the port that it listens on. */
export function* endpoints(
  applied: Applied,
  pods: readonly RunningPod[],
): Remarking<ReadonlyMap<Resource<"Service">, readonly ServicePort[]>> {
  const found = new Map<Resource<"Service">, readonly ServicePort[]>();
  for (const service of ofKind(applied, "Service")) {
    const selected = pods.filter((pod) => isSelected(pod, service));
    if (service.spec.selector && selected.length === 0) yield on(service, noPods(service, applied));
    const ports: ServicePort[] = [];
    for (const { port, protocol, targetPort } of service.spec.ports) {
      if (protocol !== "TCP") {
        yield on(service, `port ${port} is ${protocol}, which is not rehearsed`);
        continue;
      }
      const behind = selected.flatMap(({ name, node, address, owner }): Pod[] => {
        const number = portOf(owner, targetPort);
        return number === undefined ? [] : [{ name, node, address, port: number }];
      });
      if (behind.length === 0 && selected.length > 0)
        yield on(
          service,
          `\`targetPort\` \`${targetPort}\` is no port of its pods, so port ${port} has no endpoints`,
        );
      ports.push({ port, pods: behind });
    }
    found.set(service, ports);
  }
  return found;
}

/** A service without a selector has no endpoints but those that somebody makes by hand. */
function isSelected({ owner }: RunningPod, { namespace, spec }: Resource<"Service">): boolean {
  if (!spec.selector || owner.namespace !== namespace) return false;
  return selects(spec.selector, owner.spec.template.metadata.labels);
}

function selects(selector: Labels, labels: Labels): boolean {
  return matches({ matchLabels: selector, matchExpressions: undefined }, labels);
}

function noPods({ namespace, spec }: Resource<"Service">, applied: Applied): string {
  const owners = ofKind(applied, "Deployment").filter(({ spec: { template } }) =>
    selects(spec.selector ?? {}, template.metadata.labels),
  );
  if (owners.length === 0) return "its selector takes the pods of no Deployment";
  const here = owners.filter((owner) => owner.namespace === namespace);
  return here.length === 0
    ? `the pods that its selector takes are in namespace \`${owners[0]?.namespace}\`, not in its own`
    : "none of the pods that its selector takes is ready";
}

/** A name is looked up in each pod; a number is believed. */
function portOf({ spec }: RunningPod["owner"], target: number | string): number | undefined {
  if (typeof target === "number") return target;
  const ports = spec.template.spec.containers.flatMap(({ ports }) => ports);
  return ports.find(({ name, protocol }) => name === target && protocol === "TCP")?.containerPort;
}
