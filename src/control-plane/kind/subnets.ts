import { type Prefix, parsePrefix } from "../../address/prefix.ts";

/** Lengths that kubeadm takes: a node's /24 has to fit, at most 16 bits longer; services, from 2^4 to 2^20 addresses. */
const LENGTHS = {
  podSubnet: { shortest: 8, longest: 24 },
  serviceSubnet: { shortest: 12, longest: 28 },
} as const;

/** The length of each node's slice of the pod subnet: the controller manager's `node-cidr-mask-size`. */
export const NODE_SLICE = 24;

interface Networking {
  readonly ipFamily: "ipv4" | "ipv6" | "dual";
  readonly podSubnet: string;
  readonly serviceSubnet: string;
}

/** What kind and kubeadm find wrong with the subnets of a cluster. */
export function* subnetFaults(networking: Networking): Iterable<string> {
  if (networking.ipFamily !== "ipv4") {
    yield "`networking.ipFamily` must be ipv4: nothing else is rehearsed";
    return;
  }
  for (const field of ["podSubnet", "serviceSubnet"] as const) {
    const path = `\`networking.${field}\``;
    const prefix: Prefix | undefined = parsePrefix(networking[field]);
    if (prefix?.family !== 4) {
      yield `${path} must be one IPv4 prefix, and is \`${networking[field]}\``;
      continue;
    }
    const { shortest, longest } = LENGTHS[field];
    if (prefix.length < shortest || prefix.length > longest)
      yield `${path} must have a length from ${shortest} to ${longest}, and has ${prefix.length}: kubeadm stops there`;
  }
}
