import { listensOn } from "./listens-on.ts";
import type { PodSpec } from "./may-run.ts";

/** Why the pods of a deployment cannot become ready; undefined if nothing speaks against it. */
export function neverReady({ containers }: PodSpec): string | undefined {
  for (const { name, ports, readinessProbe } of containers) {
    const port = readinessProbe?.tcpSocket?.port ?? readinessProbe?.httpGet?.port;
    if (typeof port === "string" && !ports.some((known) => known.name === port))
      return `the readiness probe of container \`${name}\` asks for port \`${port}\`, which it has not`;
    // The probe goes to the address of the pod, so any of its containers may answer.
    if (typeof port === "number" && !listensOn(containers, port))
      return `the readiness probe of container \`${name}\` asks for port ${port}, which no container declares`;
  }
  return undefined;
}
