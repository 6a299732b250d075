import type { KubernetesNode, Remark } from "./control-plane.ts";
import type { Body, Kind } from "./kubectl/kinds/index.ts";
import { remark, unmodelled } from "./remarking.ts";

/**
 * What a cluster consists of once kind, Helm and kubectl have taken its files, and before any controller has looked at
 * it. Plain JSON: a program in place of kubectl can keep it, and hand it on later.
 */
export interface Applied {
  readonly cluster: KindCluster;
  readonly values: CiliumValues;
  /** In the order in which they were applied. */
  readonly resources: readonly Resource[];
  readonly refusals: readonly Remark[];
  readonly remarks: readonly Remark[];
}

/** What kind makes of kind.yaml. If kind refuses it there are no nodes, and the subnets are those of an empty file. */
export interface KindCluster {
  readonly name: string;
  readonly nodes: readonly KubernetesNode[];
  readonly podSubnet: string;
  readonly serviceSubnet: string;
  /** Whether kube-proxy runs: without it, services are Cilium's business from the start. */
  readonly kubeProxy: boolean;
}

/** The values of Cilium's chart that matter here, the chart's defaults filled in. */
export interface CiliumValues {
  /** Whether Cilium's operator runs: without it Cilium's kinds are not there, and the agents wait for them. */
  readonly operator: boolean;
  /** Why no agent starts with these values; undefined if nothing speaks against it. */
  readonly fault: string | undefined;
  readonly bgpControlPlane: boolean;
  /** Where Secrets with passwords of sessions are looked for. */
  readonly secretsNamespace: string;
  readonly kubeProxyReplacement: boolean;
  /** Empty: the agents find the API server by the service address, which kube-proxy makes work. */
  readonly apiServerHost: string;
  /** Whether nodes answer ClusterIPs from outside the cluster. */
  readonly externalClusterIps: boolean;
  /** Whether LB-IPAM gives addresses to services without a `loadBalancerClass`. */
  readonly defaultIpam: boolean;
  /** Whether LB-IPAM runs. */
  readonly lbIpam: boolean;
  /** Whether services without a single endpoint are announced. */
  readonly emptyServicesRoutable: boolean;
  /** Whether the agent may listen below port 1024. */
  readonly bindsLowPorts: boolean;
}

/** An object that the API server has taken, defaults filled in. */
export type Resource<K extends Kind = Kind> = {
  [P in K]: Body<P> & {
    readonly kind: P;
    readonly apiVersion: string;
    /** Where it was written, relative to the cluster's folder. */
    readonly file: string;
    readonly name: string;
    /** Empty for kinds that belong to no namespace. */
    readonly namespace: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
  };
}[K];

/** The objects of one kind, in order. */
export function ofKind<K extends Kind>(
  { resources }: Pick<Applied, "resources">,
  kind: K,
): readonly Resource<K>[] {
  return resources.filter((resource) => resource.kind === kind) as unknown as readonly Resource<K>[];
}

type Named = Pick<Resource, "file" | "name"> & { readonly kind: string };

/** A remark on an object: "CiliumBGPPeerConfig `frrtor`: ...". */
export function on({ file, kind, name }: Named, message: string): Remark {
  return remark(file, `${kind} \`${name}\`: ${message}`);
}

/** A remark on what an object asks for and nobody here models. */
export function unmodelledOn({ file, kind, name }: Named, message: string): Remark {
  return unmodelled(file, `${kind} \`${name}\`: ${message}`);
}
