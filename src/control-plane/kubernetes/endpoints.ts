import { type Applied, ofKind, on, type Resource, unmodelledOn } from "../applied.ts";
import type { Pod } from "../control-plane.ts";
import type { Remarking } from "../remarking.ts";
import { listensOn } from "./listens-on.ts";
import { type Labels, matches } from "./matches.ts";
import type { RunningPod } from "./running-pod.ts";

/** A TCP port of a service, and the pods behind it. */
export interface ServicePort {
  readonly port: number;
  /** The endpoints; for their sake the service is announced. */
  readonly pods: readonly Pod[];
  /** Those of them that listen: the others refuse connections. */
  readonly answering: readonly Pod[];
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
        yield unmodelledOn(service, `port ${port} is ${protocol}, which is not rehearsed`);
        continue;
      }
      const behind = selected.flatMap(({ name, node, address, owner }) => {
        const number = portOf(owner, targetPort);
        if (number === undefined) return [];
        const pod: Pod = { name, node, address, port: number };
        return [{ pod, isListening: listensOn(owner.spec.template.spec.containers, number) }];
      });
      const answering = behind.filter(({ isListening }) => isListening);
      const target = `\`targetPort\` \`${targetPort}\``;
      if (behind.length === 0 && selected.length > 0)
        yield on(service, `${target} is no port of its pods, so port ${port} has no endpoints`);
      else if (answering.length === 0 && behind.length > 0)
        yield on(
          service,
          `${target} is declared by no container, so connections to port ${port} are refused`,
        );
      else if (answering.length < behind.length)
        yield unmodelledOn(
          service,
          `${target} is declared by some of its pods only: that the others refuse is not rehearsed`,
        );
      ports.push({ port, pods: behind.map(({ pod }) => pod), answering: answering.map(({ pod }) => pod) });
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

/** A name is looked up in each pod; a number makes an endpoint of any. */
function portOf({ spec }: RunningPod["owner"], target: number | string): number | undefined {
  if (typeof target === "number") return target;
  const ports = spec.template.spec.containers.flatMap(({ ports }) => ports);
  return ports.find(({ name, protocol }) => name === target && protocol === "TCP")?.containerPort;
}
