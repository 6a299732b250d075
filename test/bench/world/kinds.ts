/** A kind of object as `kubectl` is asked for it. */
export interface ResourceKind {
  readonly kind: string;
  readonly apiVersion: string;
  readonly plural: string;
  /** Other words for it: its singular and its short names. */
  readonly words: readonly string[];
  readonly namespaced: boolean;
  /** Whether Cilium's operator installs it, and nobody knows it before. */
  readonly cilium: boolean;
}

const CORE = { namespaced: true, cilium: false };
const CILIUM = { apiVersion: "cilium.io/v2", namespaced: false, cilium: true };

/** The kinds that the stand-in for kubectl knows; of all others it says that the server has them not. */
export const KINDS: readonly ResourceKind[] = [
  {
    ...CORE,
    kind: "Namespace",
    apiVersion: "v1",
    plural: "namespaces",
    words: ["namespace", "ns"],
    namespaced: false,
  },
  { ...CORE, kind: "Node", apiVersion: "v1", plural: "nodes", words: ["node", "no"], namespaced: false },
  { ...CORE, kind: "Pod", apiVersion: "v1", plural: "pods", words: ["pod", "po"] },
  { ...CORE, kind: "Secret", apiVersion: "v1", plural: "secrets", words: ["secret"] },
  { ...CORE, kind: "ConfigMap", apiVersion: "v1", plural: "configmaps", words: ["configmap", "cm"] },
  { ...CORE, kind: "Service", apiVersion: "v1", plural: "services", words: ["service", "svc"] },
  {
    ...CORE,
    kind: "Deployment",
    apiVersion: "apps/v1",
    plural: "deployments",
    words: ["deployment", "deploy"],
  },
  { ...CORE, kind: "DaemonSet", apiVersion: "apps/v1", plural: "daemonsets", words: ["daemonset", "ds"] },
  {
    ...CORE,
    kind: "CustomResourceDefinition",
    apiVersion: "apiextensions.k8s.io/v1",
    plural: "customresourcedefinitions",
    words: ["customresourcedefinition", "crd", "crds"],
    namespaced: false,
  },
  ...[
    ["CiliumBGPAdvertisement", "cbgpadvert"],
    ["CiliumBGPClusterConfig", "cbgpcluster"],
    ["CiliumBGPPeerConfig", "cbgppeer"],
    ["CiliumBGPNodeConfigOverride", "cbgpnodeoverride"],
    ["CiliumLoadBalancerIPPool", "lbippool"],
  ].map(([kind = "", short = ""]) => {
    const singular = kind.toLowerCase();
    return { ...CILIUM, kind, plural: `${singular}s`, words: [singular, short] };
  }),
];

/** `deployments.apps`: a kind with its group, as kubectl names it. */
export function qualified({ plural, apiVersion }: ResourceKind): string {
  return `${plural}${groupSuffix(apiVersion)}`;
}

/** `deployment.apps/web`: an object as kubectl names it. */
export function displayName(kind: ResourceKind, name: string): string {
  return `${kind.words[0] ?? kind.plural}${groupSuffix(kind.apiVersion)}/${name}`;
}

/** By its name in a manifest. */
export function kindNamed(name: string): ResourceKind | undefined {
  return KINDS.find(({ kind }) => kind === name);
}

/** By its name on a command line: `deployments`, `deploy`, `deployment.apps`. */
export function kindCalled(word: string): ResourceKind | undefined {
  const name = word.toLowerCase();
  return KINDS.find((kind) =>
    [kind.plural, ...kind.words].some(
      (called) => name === called || name === `${called}${groupSuffix(kind.apiVersion)}`,
    ),
  );
}

function groupSuffix(apiVersion: string): string {
  const [group, version] = apiVersion.split("/");
  return version === undefined ? "" : `.${group}`;
}
