import * as z from "zod";
import { parseHost } from "../../../address/host.ts";
import { isAddress, isCidr } from "../addresses.ts";
import { ANYTHING, defaulted, integer, listMap, optional, text } from "../fields.ts";
import { isDnsLabel } from "../label-syntax.ts";
import { LABELS } from "../metadata.ts";
import { isPortName } from "./port-name.ts";

/** Service, with the checks that the API server makes beyond the types (`ValidateService` in its code). */
export function service() {
  const port = z
    .strictObject({
      name: optional(text(isDnsLabel, "must be lower-case letters, digits and hyphens")),
      protocol: defaulted(z.enum(["TCP", "UDP", "SCTP"]), "TCP"),
      port: integer(1, 65535),
      targetPort: optional(z.union([integer(1, 65535), text(isPortName, "must be the name of a port")])),
      nodePort: optional(z.int().refine(isNodePort, { error: "must be a port from 30000 to 32767" })),
      appProtocol: optional(z.string()),
    })
    .transform((given) => ({ ...given, targetPort: given.targetPort ?? given.port }));
  return z.strictObject({
    spec: z
      .strictObject({
        type: defaulted(z.enum(["ClusterIP", "NodePort", "LoadBalancer", "ExternalName"]), "ClusterIP"),
        selector: optional(LABELS),
        ports: defaulted(listMap(port, "port", "protocol"), []),
        clusterIP: optional(z.string()),
        clusterIPs: optional(z.array(z.string())),
        externalIPs: defaulted(z.array(text(isAddress, "must be an address")), []),
        externalName: optional(z.string()),
        externalTrafficPolicy: optional(z.enum(["Cluster", "Local"])),
        internalTrafficPolicy: defaulted(z.enum(["Cluster", "Local"]), "Cluster"),
        loadBalancerClass: optional(z.string()),
        loadBalancerIP: optional(z.string()),
        loadBalancerSourceRanges: optional(z.array(text(isCidr, "must be a prefix"))),
        allocateLoadBalancerNodePorts: optional(z.boolean()),
        healthCheckNodePort: optional(integer(0, 65535)),
        ipFamilies: optional(z.array(z.enum(["IPv4", "IPv6"])).max(2)),
        ipFamilyPolicy: optional(z.enum(["SingleStack", "PreferDualStack", "RequireDualStack"])),
        publishNotReadyAddresses: optional(z.boolean()),
        sessionAffinity: optional(z.enum(["None", "ClientIP"])),
        sessionAffinityConfig: ANYTHING,
        trafficDistribution: optional(z.string()),
      })
      .superRefine((spec, context) => {
        for (const [field, message] of faultsOf(spec)) {
          context.addIssue({ code: "custom", message, path: [field] });
        }
      }),
    status: ANYTHING,
  });
}

/** 0 stands for any that is free. */
function isNodePort(port: number): boolean {
  return port === 0 || (port >= 30000 && port <= 32767);
}

interface Spec {
  readonly type: string;
  readonly ports: readonly { readonly name?: string | undefined; readonly nodePort?: number | undefined }[];
  readonly ipFamilies: readonly string[] | undefined;
  readonly ipFamilyPolicy: string | undefined;
  readonly clusterIP: string | undefined;
  readonly clusterIPs: readonly string[] | undefined;
  readonly externalIPs: readonly string[];
  readonly externalName: string | undefined;
  readonly externalTrafficPolicy: string | undefined;
  readonly loadBalancerClass: string | undefined;
}

function* faultsOf(spec: Spec): Iterable<[string, string]> {
  const { type, ports, clusterIP, clusterIPs = [], externalIPs } = spec;
  const headless = clusterIP === "None";
  if (ports.length === 0 && type !== "ExternalName" && !headless) yield ["ports", "is missing"];
  const names = ports.map(({ name }) => name);
  if (ports.length > 1 && (names.includes(undefined) || new Set(names).size < names.length))
    yield ["ports", "must each have a name of their own, since there are several"];
  if (clusterIP !== undefined && clusterIP !== "" && !headless && !parseHost(clusterIP))
    yield ["clusterIP", "must be an address or None"];
  if (clusterIPs.length > 0 && clusterIPs[0] !== clusterIP)
    yield ["clusterIPs", "must begin with the address of clusterIP"];
  if (type === "LoadBalancer" && headless) yield ["clusterIP", "must not be None with the type LoadBalancer"];
  const fromOutside = type === "NodePort" || type === "LoadBalancer" || externalIPs.length > 0;
  if (spec.externalTrafficPolicy !== undefined && !fromOutside)
    yield ["externalTrafficPolicy", "is for services that are reached from outside"];
  if (spec.loadBalancerClass !== undefined && type !== "LoadBalancer")
    yield ["loadBalancerClass", "is for the type LoadBalancer"];
  if (type !== "NodePort" && type !== "LoadBalancer" && ports.some(({ nodePort = 0 }) => nodePort !== 0))
    yield ["ports", `must have no \`nodePort\` with the type ${type}`];
  if (spec.ipFamilies?.includes("IPv6") && type !== "ExternalName")
    yield ["ipFamilies", "holds IPv6, and the cluster has IPv4 only"];
  if (spec.ipFamilyPolicy === "RequireDualStack" && type !== "ExternalName")
    yield ["ipFamilyPolicy", "is RequireDualStack, and the cluster has IPv4 only"];
  if (type === "ExternalName" && !spec.externalName) yield ["externalName", "is missing"];
}
