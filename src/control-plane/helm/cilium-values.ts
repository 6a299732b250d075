import * as z from "zod";
import { yamlValues } from "../../inventory/yaml-values.ts";
import type { CiliumValues } from "../applied.ts";
import { optional } from "../kubectl/fields.ts";
import { problemsOf } from "../kubectl/problems.ts";

/** What Helm makes of cilium-values.yaml, or why it stops. */
export type ValuesResult =
  | { readonly values: CiliumValues; readonly notRehearsed: readonly string[]; readonly problems?: undefined }
  | { readonly values?: undefined; readonly notRehearsed?: undefined; readonly problems: readonly string[] };

/**
 * Reads the values of Cilium's chart. The chart's own schema has types and no closed maps: a key that is misspelt is no
 * mistake to Helm, and without effect.
 */
export function ciliumValues(text: string): ValuesResult {
  const { values: documents, problem } = yamlValues(text);
  if (documents === undefined) return { problems: [problem] };
  const value = documents[0] ?? {};
  const parsed = VALUES.safeParse(value);
  if (!parsed.success) return { problems: problemsOf(parsed.error, value) };
  return { values: valuesOf(parsed.data), notRehearsed: [...notRehearsed(parsed.data)] };
}

const TEXT = optional(z.string());
const FLAG = optional(z.boolean());
const SWITCH = optional(z.looseObject({ enabled: FLAG }));

const VALUES = z.looseObject({
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
  enableLBIPAM: FLAG,
  enableNoServiceEndpointsRoutable: FLAG,
  ipam: optional(z.looseObject({ mode: TEXT })),
  ipv6: SWITCH,
  k8sServiceHost: TEXT,
  k8sServiceHostRef: optional(z.looseObject({ name: TEXT })),
  kubeProxyReplacement: optional(z.union([z.boolean(), z.string()])),
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
  return {
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

function* notRehearsed(given: Given): Iterable<string> {
  const { mode } = given.ipam ?? {};
  if (mode !== "kubernetes") {
    const found = mode === undefined ? "not given, and the chart has cluster-pool" : `\`${mode}\``;
    yield `\`ipam.mode\` is ${found}: pods outside the subnet of kind.yaml are not rehearsed`;
  }
  if (given.bgpControlPlane?.routerIDAllocation?.mode === "ip-pool")
    yield "`bgpControlPlane.routerIDAllocation` is not rehearsed: the router ID is the node's address here";
  if (given.bgpControlPlane?.legacyOriginAttribute?.enabled === true)
    yield "`bgpControlPlane.legacyOriginAttribute` is not rehearsed: the origin of routes is `igp` here";
  if (given.ipv6?.enabled === true) yield "`ipv6` is not rehearsed: no node has an IPv6 address here";
}
