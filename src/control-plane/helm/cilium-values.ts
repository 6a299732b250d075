import * as z from "zod";
import type { CiliumValues, KindCluster } from "../applied.ts";
import { optional } from "../kubectl/fields.ts";
import { problemsOf } from "../kubectl/problems.ts";
import { agentFault } from "./agent-fault.ts";
import { modelledValues } from "./modelled-values.ts";
import { valuesFile } from "./values-file.ts";

/** What Helm makes of cilium-values.yaml, or why it stops. */
export type ValuesResult =
  | { readonly values: CiliumValues; readonly notRehearsed: readonly string[]; readonly problems?: undefined }
  | { readonly values?: undefined; readonly notRehearsed?: undefined; readonly problems: readonly string[] };

/**
 * Reads the values of Cilium's chart. The chart's own schema has types and no closed maps: a key that is misspelt is no
 * mistake to Helm, and without effect.
 */
export function ciliumValues(text: string, cluster: KindCluster): ValuesResult {
  const { value, surprises, problem } = valuesFile(text);
  if (problem !== undefined) return { problems: [problem] };
  const parsed = VALUES.safeParse(value);
  if (!parsed.success) return { problems: problemsOf(parsed.error, value) };
  return {
    values: valuesOf(parsed.data),
    notRehearsed: [...surprises, ...modelledValues(cluster)(value)],
  };
}

const TEXT = optional(z.string());
const FLAG = optional(z.boolean());
const SWITCH = optional(z.looseObject({ enabled: FLAG }));

const VALUES = z.looseObject({
  agent: FLAG,
  autoDirectNodeRoutes: FLAG,
  bgpControlPlane: optional(
    z.looseObject({
      enabled: FLAG,
      secretsNamespace: optional(z.looseObject({ name: TEXT })),
      routerIDAllocation: optional(z.looseObject({ mode: TEXT })),
      legacyOriginAttribute: SWITCH,
    }),
  ),
  bpf: optional(z.looseObject({ lbExternalClusterIP: FLAG })),
  defaultLBServiceIPAM: TEXT,
  enableIPv4Masquerade: FLAG,
  enableLBIPAM: FLAG,
  enableNoServiceEndpointsRoutable: FLAG,
  ipam: optional(z.looseObject({ mode: TEXT })),
  ipMasqAgent: SWITCH,
  ipv4: SWITCH,
  ipv4NativeRoutingCIDR: TEXT,
  ipv6: SWITCH,
  k8sServiceHost: TEXT,
  k8sServiceHostRef: optional(z.looseObject({ name: TEXT })),
  kubeProxyReplacement: optional(z.union([z.boolean(), z.string()])),
  operator: optional(z.looseObject({ enabled: FLAG, replicas: optional(z.int()) })),
  routingMode: TEXT,
  securityContext: optional(
    z.looseObject({
      privileged: FLAG,
      capabilities: optional(z.looseObject({ ciliumAgent: optional(z.array(z.string())) })),
    }),
  ),
});

type Given = z.output<typeof VALUES>;

function valuesOf(given: Given): CiliumValues {
  const { bgpControlPlane, securityContext } = given;
  const operator = given.operator?.enabled !== false && given.operator?.replicas !== 0;
  return {
    operator,
    fault:
      agentFault(given) ??
      (operator
        ? undefined
        : "`operator` is switched off, and the agents wait for the kinds that it installs"),
    bgpControlPlane: bgpControlPlane?.enabled ?? false,
    secretsNamespace: bgpControlPlane?.secretsNamespace?.name ?? "kube-system",
    kubeProxyReplacement: String(given.kubeProxyReplacement ?? false) === "true",
    apiServerHost: given.k8sServiceHost || (given.k8sServiceHostRef?.name ?? ""),
    externalClusterIps: given.bpf?.lbExternalClusterIP ?? false,
    defaultIpam: (given.defaultLBServiceIPAM ?? "lbipam") === "lbipam",
    lbIpam: given.enableLBIPAM ?? true,
    emptyServicesRoutable: given.enableNoServiceEndpointsRoutable ?? true,
    bindsLowPorts:
      securityContext?.privileged === true ||
      (securityContext?.capabilities?.ciliumAgent ?? []).includes("NET_BIND_SERVICE"),
  };
}

/** What there is without a file: the chart's defaults. */
export const CHART_DEFAULTS: CiliumValues = valuesOf(VALUES.parse({}));
