import type { PodSpec } from "./may-run.ts";

/** Whether a container declares this TCP port: it is taken to listen on all that it declares, and on no other. */
export function listensOn(containers: PodSpec["containers"], port: number): boolean {
  return containers.some(({ ports }) =>
    ports.some(({ containerPort, protocol }) => containerPort === port && protocol === "TCP"),
  );
}
