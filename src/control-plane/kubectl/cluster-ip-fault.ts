import { type Host, parseHost } from "../../address/host.ts";
import { type Prefix, parsePrefix } from "../../address/prefix.ts";
import { containsHost } from "../../address/range.ts";
import type { Resource } from "../applied.ts";

/** Why the server does not give a service the ClusterIP that it asks for; undefined if it does, or asks for none. */
export function clusterIpFault(
  resource: Resource,
  others: readonly Resource[],
  serviceSubnet: string,
): string | undefined {
  const address = askedClusterIp(resource);
  const subnet = parsePrefix(serviceSubnet);
  if (!address || !subnet) return undefined;
  const text = `\`spec.clusterIP\``;
  if (!containsHost(subnet, address) || address.value === subnet.first || address.value === subnet.last)
    return `${text} must be in the service subnet ${serviceSubnet}`;
  const taken =
    systemAddresses(subnet).has(address.value) ||
    others.some((other) => askedClusterIp(other)?.value === address.value);
  return taken ? `${text} is taken by another service` : undefined;
}

/** Those of the services `kubernetes` and `kube-dns`, which every cluster has: the first and the tenth. */
export function systemAddresses({ first }: Prefix): ReadonlySet<bigint> {
  return new Set([first + 1n, first + 10n]);
}

/** The ClusterIP that a service asks for. */
export function askedClusterIp(resource: Resource): Host | undefined {
  if (resource.kind !== "Service" || resource.spec.type === "ExternalName") return undefined;
  return parseHost(resource.spec.clusterIP ?? "");
}
