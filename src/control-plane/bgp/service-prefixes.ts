import { parseHost, WIDTH } from "../../address/host.ts";
import { formatPrefix, prefixAround } from "../../address/prefix.ts";
import type { CiliumValues, Resource } from "../applied.ts";
import { hasEndpoints, type RunningService } from "../kubernetes/running-cluster.ts";
import { BGP_CLASS } from "../lb-ipam/load-balancer-addresses.ts";

type Options = NonNullable<Resource<"CiliumBGPAdvertisement">["spec"]["advertisements"][number]["service"]>;
type AddressKind = Options["addresses"][number];

/**
 * The prefixes that a node announces for one kind of a service's addresses. With the traffic policy Local (for
 * ClusterIPs: the internal one) only nodes with an endpoint of their own do, and always the whole address, whatever
 * `aggregationLength` says.
 */
export function servicePrefixes(
  service: RunningService,
  kind: AddressKind,
  node: string,
  { aggregationLengthIPv4, aggregationLengthIPv6 }: Options,
  { emptyServicesRoutable }: CiliumValues,
): readonly string[] {
  const { externalTrafficPolicy, internalTrafficPolicy } = service.resource.spec;
  const isLocal = (kind === "ClusterIP" ? internalTrafficPolicy : externalTrafficPolicy) === "Local";
  if (isLocal && !hasEndpoints(service, node)) return [];
  if (!emptyServicesRoutable && !hasEndpoints(service)) return [];
  const prefixes = addressesOf(service, kind).flatMap((address) => {
    const host = parseHost(address);
    if (!host) return [];
    const width = WIDTH[host.family];
    const length = (host.family === 4 ? aggregationLengthIPv4 : aggregationLengthIPv6) ?? width;
    return [formatPrefix(prefixAround(host.family, host.value, isLocal ? width : length))];
  });
  return [...new Set(prefixes)];
}

function addressesOf(service: RunningService, kind: AddressKind): readonly string[] {
  const { externalIPs, loadBalancerClass = BGP_CLASS } = service.resource.spec;
  switch (kind) {
    case "LoadBalancerIP":
      return loadBalancerClass === BGP_CLASS ? service.loadBalancerIps : [];
    case "ClusterIP":
      return service.clusterIp === undefined ? [] : [service.clusterIp];
    case "ExternalIP":
      return externalIPs;
  }
}
