import { ANY, each, fields, only, where } from "../../modelled.ts";
import { metadata, SERVICE_LABELS } from "./metadata.ts";

/** What is modelled of a Service: its addresses, its TCP ports, and the pods that its selector takes. */
export const SERVICE = fields({
  apiVersion: ANY,
  kind: ANY,
  metadata: metadata(SERVICE_LABELS),
  spec: fields({
    allocateLoadBalancerNodePorts: ANY,
    clusterIP: ANY,
    clusterIPs: ANY,
    externalIPs: ANY,
    externalTrafficPolicy: ANY,
    healthCheckNodePort: only(undefined, 0),
    internalTrafficPolicy: ANY,
    ipFamilies: where(isIpv4),
    ipFamilyPolicy: only(undefined, "SingleStack", "PreferDualStack"),
    loadBalancerClass: ANY,
    loadBalancerIP: ANY,
    ports: each(
      fields({
        appProtocol: ANY,
        name: ANY,
        nodePort: only(undefined, 0),
        port: ANY,
        protocol: ANY,
        targetPort: ANY,
      }),
    ),
    publishNotReadyAddresses: only(undefined, false),
    selector: ANY,
    sessionAffinity: only(undefined, "None"),
    type: ANY,
  }),
  status: ANY,
});

function isIpv4(families: unknown): boolean {
  return families === undefined || (Array.isArray(families) && families.every((family) => family === "IPv4"));
}
