import { formatHost, type Host } from "../address/host.ts";
import { containsHost } from "../address/range.ts";
import type { Span } from "../source/source.ts";
import type { Cluster, Network, Service } from "./network.ts";

/** A ClusterIP that the inventory gives to a service in a cluster. */
export interface ChosenClusterIp {
  readonly service: Service;
  readonly cluster: Cluster;
  readonly address: Host;
  readonly span: () => Span;
}

/** Every ClusterIP of the inventory in a cluster that there is, in the order of the services. */
export function chosenClusterIps({ services }: Network): readonly ChosenClusterIp[] {
  return services.flatMap((service) =>
    service.clusterIps.flatMap(({ name, cluster, address }) =>
      cluster ? [{ service, cluster, address, span: () => service.at("clusterIPs", name) }] : [],
    ),
  );
}

/** The place of the service `kubernetes` in a service subnet, counted from the network address: the API server's own. */
export const KUBERNETES_SERVICE = 1n;

/** The place of `kube-dns`, where kubeadm puts it. What comes after is anybody's. */
export const KUBE_DNS = 10n;

/**
 * The first address of a cluster's service subnet that nobody has, as a help. From the lower end, where Kubernetes
 * takes addresses by itself only when the rest is used up (since 1.26); undefined if there is none.
 */
export function freeClusterIp({ serviceSubnet, name }: Cluster, network: Network): string | undefined {
  if (!serviceSubnet) return undefined;
  const taken = new Set(
    chosenClusterIps(network)
      .filter(({ cluster }) => cluster.name === name)
      .map(({ address }) => formatHost(address)),
  );
  const { family, first, last } = serviceSubnet;
  for (let value = first + KUBE_DNS + 1n; value < last; value++) {
    const address = formatHost({ family, value });
    if (!taken.has(address)) return `the next free address of cluster \`${name}\` is ${address}`;
  }
  return undefined;
}

/** Whether an address is one of a cluster's service subnet; undefined: nobody can tell, or it is of another family. */
export function liesInServiceSubnet({ cluster, address }: ChosenClusterIp): boolean | undefined {
  const { serviceSubnet } = cluster;
  return serviceSubnet?.family === address.family ? containsHost(serviceSubnet, address) : undefined;
}
