import { formatHost } from "../../address/host.ts";
import {
  type ChosenClusterIp,
  chosenClusterIps,
  freeClusterIp,
  KUBE_DNS,
  KUBERNETES_SERVICE,
  liesInServiceSubnet,
} from "../cluster-ips.ts";
import type { Rule } from "../rule.ts";

/**
 * Some addresses of a service subnet have an owner before anybody asks: the API server takes the first for itself, the
 * service `kubernetes`; kubeadm, and so kind, the tenth for `kube-dns` (GetDNSIP); network and broadcast address are
 * never given out.
 */
export const clusterIpReserved: Rule = {
  code: "cluster-ip-reserved",
  severity: "error",
  reads: ["serviceSubnets"],
  *check(network) {
    for (const chosen of chosenClusterIps(network)) {
      const owner = ownerOf(chosen);
      if (!owner) continue;
      const { service, cluster, address, span } = chosen;
      yield {
        span: span(),
        message: `service \`${service.name}\` has the ClusterIP ${formatHost(address)}, which is ${owner} in cluster \`${cluster.name}\``,
        help: freeClusterIp(cluster, network),
      };
    }
  },
};

function ownerOf(chosen: ChosenClusterIp): string | undefined {
  const { serviceSubnet } = chosen.cluster;
  if (!serviceSubnet || !liesInServiceSubnet(chosen)) return undefined;
  const { value } = chosen.address;
  if (value === serviceSubnet.first) return "the network address";
  if (value === serviceSubnet.last) return "the broadcast address";
  if (value === serviceSubnet.first + KUBERNETES_SERVICE) return "that of the service `kubernetes`";
  if (value === serviceSubnet.first + KUBE_DNS) return "that of the service `kube-dns`";
  return undefined;
}
