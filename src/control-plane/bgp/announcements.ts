import { formatPrefix, parsePrefix } from "../../address/prefix.ts";
import { ofKind, on, type Resource } from "../applied.ts";
import type { Announcement } from "../control-plane.ts";
import { matches } from "../kubernetes/matches.ts";
import type { RunningCluster } from "../kubernetes/running-cluster.ts";
import { serviceLabels } from "../kubernetes/service-labels.ts";
import type { Remarking } from "../remarking.ts";
import { type Attributes, attributesOf, sameAttributes, united } from "./attributes.ts";
import { familiesOf } from "./families.ts";
import type { NodeInstance, Peer } from "./node-instances.ts";
import { servicePrefixes } from "./service-prefixes.ts";

type Advertisement = Resource<"CiliumBGPAdvertisement">;
type Entry = Advertisement["spec"]["advertisements"][number];

/** A prefix that an advertisement asks for, and of which service and kind of address it is. */
interface Candidate {
  readonly origin: string;
  readonly prefix: string;
  readonly attributes: Attributes;
}

/**
 * What a peer is sent: Cilium has an export policy for each peer and each kind of address of a service. Advertisements
 * that meet in one are united; where two such policies name the same prefix, one of them counts, and which is not
 * defined (here: the first).
 */
export function* announcementsTo(
  peer: Peer,
  families: Resource<"CiliumBGPPeerConfig">["spec"]["families"],
  instance: NodeInstance,
  cluster: RunningCluster,
): Remarking<readonly Announcement[]> {
  const isInternal = peer.peerASN === instance.asn;
  const found = new Map<string, Candidate>();
  for (const { version, advertisements: selector } of familiesOf(families)) {
    for (const advertisement of ofKind(cluster.applied, "CiliumBGPAdvertisement")) {
      if (!matches(selector, advertisement.labels)) continue;
      for (const entry of advertisement.spec.advertisements) {
        const attributes = attributesOf(entry.attributes, isInternal);
        if (entry.attributes?.localPreference !== undefined && !isInternal)
          yield on(
            advertisement,
            `\`localPreference\` has no effect towards peer \`${peer.name}\`, which is in another AS`,
          );
        for (const { origin, prefix } of prefixesOf(entry, instance.node, cluster)) {
          if (parsePrefix(prefix)?.family !== version) continue;
          const id = `${origin} ${prefix}`;
          const before = found.get(id)?.attributes;
          found.set(id, { origin, prefix, attributes: before ? united(before, attributes) : attributes });
        }
      }
    }
  }
  return yield* oneEach([...found.values()], instance);
}

function prefixesOf(
  { advertisementType: type, selector, service: options }: Entry,
  node: string,
  { applied, slices, services }: RunningCluster,
): readonly Pick<Candidate, "origin" | "prefix">[] {
  const slice = slices.get(node);
  if (type === "PodCIDR") return slice ? [{ origin: type, prefix: formatPrefix(slice) }] : [];
  // Without a selector an advertisement of services takes none.
  if (type !== "Service" || !options || !selector) return [];
  return services
    .filter(({ resource }) => matches(selector, serviceLabels(resource)))
    .flatMap((service) =>
      options.addresses.flatMap((kind) => {
        const origin = `${service.resource.namespace}/${service.resource.name} ${kind}`;
        const prefixes = servicePrefixes(service, kind, node, options, applied.values);
        return prefixes.map((prefix) => ({ origin, prefix }));
      }),
    );
}

function* oneEach(
  candidates: readonly Candidate[],
  { config }: NodeInstance,
): Remarking<readonly Announcement[]> {
  const announced = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const first = announced.get(candidate.prefix);
    if (!first) announced.set(candidate.prefix, candidate);
    else if (!sameAttributes(first.attributes, candidate.attributes)) {
      const both = `for \`${first.origin}\` and for \`${candidate.origin}\` with different attributes`;
      yield on(config, `${candidate.prefix} is announced ${both}: which of them it gets is not defined`);
    }
  }
  return [...announced.values()].map(({ prefix, attributes }) => ({ prefix, ...attributes }));
}
