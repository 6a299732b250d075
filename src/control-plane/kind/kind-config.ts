import * as z from "zod";
import { yamlValues } from "../../inventory/yaml-values.ts";
import type { KindCluster } from "../applied.ts";
import { defaulted, integer, optional, textMap } from "../kubectl/fields.ts";
import { problemsOf } from "../kubectl/problems.ts";
import { kindNodes } from "./kind-nodes.ts";
import { MODELLED_KIND } from "./modelled-kind.ts";
import { subnetFaults } from "./subnets.ts";

/** What `kind create cluster` makes of kind.yaml, or why it stops. */
export type KindResult =
  | {
      readonly cluster: KindCluster;
      /** What kind passes over. */
      readonly ignored: readonly string[];
      readonly notRehearsed: readonly string[];
      readonly problems?: undefined;
    }
  | {
      readonly cluster?: undefined;
      readonly ignored?: undefined;
      readonly notRehearsed?: undefined;
      readonly problems: readonly string[];
    };

/** Reads kind.yaml (`kind.x-k8s.io/v1alpha4`). kind's reader is strict: a key that it does not know ends it. */
export function kindConfig(text: string): KindResult {
  const { values, problem } = yamlValues(text, "1.2");
  if (values === undefined) return { problems: [problem] };
  const [value] = values;
  const parsed = CONFIG.safeParse(value);
  if (!parsed.success) return { problems: problemsOf(parsed.error, value) };
  const { name, nodes, networking } = parsed.data;
  const problems = [...subnetFaults(networking)];
  if (!nodes.some(({ role }) => role === "control-plane")) problems.push("`nodes` holds no control plane");
  if (problems.length > 0) return { problems };
  const { podSubnet, serviceSubnet, kubeProxyMode } = networking;
  const kubeProxy = kubeProxyMode !== "none";
  return {
    cluster: { name, nodes: kindNodes(name, nodes), podSubnet, serviceSubnet, kubeProxy },
    ignored: values.length > 1 ? ["it holds several documents: kind reads the first, and no other"] : [],
    notRehearsed: MODELLED_KIND(value),
  };
}

/** kind's own defaults for IPv4. */
export const KIND_SUBNETS = { podSubnet: "10.244.0.0/16", serviceSubnet: "10.96.0.0/16" } as const;

/** A label's value is text, and kind takes a number or a word such as `true` for it. */
const SCALARS = z.looseObject({}).transform((map) => {
  const scalar = (value: unknown) =>
    typeof value === "number" || typeof value === "boolean" ? String(value) : value;
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, scalar(value)]));
});

const PATCHES = {
  kubeadmConfigPatches: optional(z.array(z.string())),
  kubeadmConfigPatchesJSON6902: optional(
    z.array(
      z.strictObject({
        group: optional(z.string()),
        version: optional(z.string()),
        kind: optional(z.string()),
        patch: optional(z.string()),
      }),
    ),
  ),
};

const NODE = z.strictObject({
  role: defaulted(z.enum(["control-plane", "worker"]), "control-plane"),
  image: optional(z.string().min(1)),
  labels: defaulted(SCALARS.pipe(textMap()), {}),
  extraMounts: optional(
    z.array(
      z.strictObject({
        containerPath: optional(z.string()),
        hostPath: optional(z.string()),
        readOnly: optional(z.boolean()),
        selinuxRelabel: optional(z.boolean()),
        propagation: optional(z.enum(["None", "HostToContainer", "Bidirectional"])),
      }),
    ),
  ),
  extraPortMappings: optional(
    z.array(
      z.strictObject({
        containerPort: optional(integer(-1, 65535)),
        hostPort: optional(integer(-1, 65535)),
        listenAddress: optional(z.string()),
        protocol: optional(z.enum(["TCP", "UDP", "SCTP"])),
      }),
    ),
  ),
  ...PATCHES,
});

const NETWORKING = z.strictObject({
  ipFamily: defaulted(z.enum(["ipv4", "ipv6", "dual"]), "ipv4"),
  apiServerPort: optional(integer(-1, 65535)),
  apiServerAddress: optional(z.string()),
  podSubnet: defaulted(z.string(), KIND_SUBNETS.podSubnet),
  serviceSubnet: defaulted(z.string(), KIND_SUBNETS.serviceSubnet),
  disableDefaultCNI: optional(z.boolean()),
  kubeProxyMode: defaulted(z.enum(["iptables", "ipvs", "nftables", "none"]), "iptables"),
  dnsSearch: optional(z.array(z.string())),
});

const CONFIG = z.strictObject({
  kind: z.literal("Cluster"),
  apiVersion: z.literal("kind.x-k8s.io/v1alpha4"),
  name: defaulted(
    z.string().regex(/^[a-z0-9.-]+$/, "must be lower-case letters, digits, dots and hyphens"),
    "kind",
  ),
  nodes: optional(z.array(NODE)).transform((nodes) =>
    nodes === undefined || nodes.length === 0 ? [NODE.parse({})] : nodes,
  ),
  networking: optional(NETWORKING).transform((networking) => networking ?? NETWORKING.parse({})),
  featureGates: optional(z.looseObject({})),
  runtimeConfig: optional(z.looseObject({})),
  containerdConfigPatches: optional(z.array(z.string())),
  containerdConfigPatchesJSON6902: optional(z.array(z.string())),
  ...PATCHES,
});
