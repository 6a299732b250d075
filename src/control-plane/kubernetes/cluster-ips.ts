import { formatHost } from "../../address/host.ts";
import { parsePrefix } from "../../address/prefix.ts";
import { sizeOf } from "../../address/range.ts";
import { type Applied, ofKind, type Resource } from "../applied.ts";
import { askedClusterIp, systemAddresses } from "../kubectl/cluster-ip-fault.ts";

/**
 * The ClusterIPs of the services: what they ask for, else an address of the service subnet. The API server takes one by
 * chance; here it follows from the names of cluster and service, so that two clusters with the same subnet will rarely
 * agree on one, as in reality.
 */
export function clusterIps(applied: Applied): ReadonlyMap<Resource<"Service">, string> {
  const { name: cluster, serviceSubnet } = applied.cluster;
  const subnet = parsePrefix(serviceSubnet);
  const services = ofKind(applied, "Service").filter(
    ({ spec }) => spec.type !== "ExternalName" && spec.clusterIP !== "None",
  );
  if (subnet?.family !== 4) return new Map();
  const asked = services.flatMap((service) => askedClusterIp(service)?.value ?? []);
  const taken = new Set([...systemAddresses(subnet), subnet.first, subnet.last, ...asked]);
  const size = sizeOf(subnet);
  const given = new Map<Resource<"Service">, string>();
  for (const service of services) {
    const address = askedClusterIp(service);
    const { family } = subnet;
    let value =
      address?.value ?? subnet.first + (hash(`${cluster}/${service.namespace}/${service.name}`) % size);
    for (let tries = 0n; !address && taken.has(value) && tries < size; tries++)
      value = subnet.first + ((value - subnet.first + 1n) % size);
    if (!address && taken.has(value)) continue; // the subnet is used up
    taken.add(value);
    given.set(service, formatHost({ family, value }));
  }
  return given;
}

/** FNV-1a, 32 bits. */
function hash(text: string): bigint {
  let value = 0x811c9dc5n;
  for (const byte of new TextEncoder().encode(text))
    value = ((value ^ BigInt(byte)) * 0x01000193n) & 0xffffffffn;
  return value;
}
