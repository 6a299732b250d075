import type { Rule } from "../rule.ts";

/** `docker network create` refuses its predefined networks; the API server owns the Service `kubernetes` in `default`. */
const DOCKER_NETWORKS = ["bridge", "host", "none", "default"];

/** Names that Docker or Kubernetes has taken already. */
export const nameReserved: Rule = {
  code: "name-reserved",
  severity: "error",
  *check({ segments, services }) {
    for (const { name, at } of segments) {
      if (DOCKER_NETWORKS.includes(name))
        yield { span: at(), message: `Docker has a network \`${name}\` of its own` };
    }
    for (const { name, at } of services) {
      if (name === "kubernetes")
        yield { span: at(), message: "every cluster has a service `kubernetes` of its own: its API server" };
    }
  },
};
