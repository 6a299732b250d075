import { type Prefix, parsePrefix, subnetAt } from "../address/prefix.ts";
import { rangeOf } from "../address/written-range.ts";
import { withoutCuts } from "../inventory/cut.ts";
import { DEFAULTS } from "../inventory/defaults.ts";
import type { InventoryDocument } from "../inventory/document.ts";
import type { Inventory } from "../inventory/schema.ts";
import type { Validated } from "../inventory/validate.ts";
import type {
  At,
  Client,
  Cluster,
  Network,
  Origin,
  Pool,
  Router,
  Segment,
  Service,
  Supernet,
} from "./network.ts";
import { referenceTable } from "./references.ts";
import { resolveBgp } from "./resolve-bgp.ts";

/** Inventory to Network: names become things, and what was left out gets its default. Reports nothing: rules do. */
export function resolve(validated: Validated, whole: InventoryDocument): Network {
  const { inventory, unread, diagnostics } = validated;
  const document = withoutCuts(whole, validated);
  const atTop: At = (...steps) => document.valueSpan(steps);
  const at =
    (section: string, name: string): At =>
    (...steps) =>
      steps.length === 0 ? document.keySpan([section, name]) : document.valueSpan([section, name, ...steps]);
  const versions = { ...DEFAULTS.versions, ...defined(inventory.versions ?? {}) };
  const podSubnets = supernet(inventory.podSubnets, DEFAULTS.podSubnets);
  const serviceSubnets = supernet(inventory.serviceSubnets, DEFAULTS.serviceSubnets);

  const segments = entries(inventory.networks, (name, written): Segment =>
    segment(name, written, at("networks", name)),
  );
  const pools = entries(inventory.pools, (name, { range }): Pool => ({
    name,
    at: at("pools", name),
    written: range,
    range: rangeOf(range),
  }));
  const networkRefs = referenceTable("network", segments, unread, document);
  const poolRefs = referenceTable("pool", pools, unread, document);

  const routers = entries(inventory.routers, (name, written): Router => ({
    name,
    at: at("routers", name),
    platform: written.platform ?? DEFAULTS.platform,
    asn: written.asn,
    routerId: written.routerId,
    legs: Object.entries(written.addresses).map(([network, address]) => ({
      network,
      address,
      segment: networkRefs.find(network, ["routers", name, "addresses", network], "key"),
    })),
    image: written.image ?? `quay.io/frrouting/frr:${versions.frr}`,
    policy: written.policy ?? DEFAULTS.policy,
    originate: (written.originate ?? []).flatMap((network, i): readonly Origin[] => {
      const path = ["routers", name, "originate", i];
      const segment = networkRefs.find(network, path);
      return segment ? [{ segment, subnet: segment.subnet, span: () => document.valueSpan(path) }] : [];
    }),
  }));

  const clusters = entries(inventory.clusters, (name, written): Cluster => {
    const id = written.id ?? 0;
    return {
      name,
      at: at("clusters", name),
      id,
      provider: written.provider ?? DEFAULTS.provider,
      segment: networkRefs.find(written.network, ["clusters", name, "network"]),
      asn: written.asn,
      controlPlanes: written.controlPlanes ?? DEFAULTS.controlPlanes,
      workers: written.workers ?? DEFAULTS.workers,
      podSubnet: written.podSubnet ?? subnetOf(podSubnets, id),
      serviceSubnet: written.serviceSubnet ?? subnetOf(serviceSubnets, id),
      cilium: written.cilium ?? versions.cilium,
      kubernetes: written.kubernetes ?? versions.kubernetes,
      nodeImage: written.nodeImage,
      bgp: resolveBgp(inventory.bgp, written.bgp, name, document),
      versionAt: (...keys) => {
        const inCluster = keys.find((key) => key !== "kind" && written[key] !== undefined);
        if (inCluster) return at("clusters", name)(inCluster);
        const forAll = keys.find((key) => inventory.versions?.[key] !== undefined);
        return forAll ? atTop("versions", forAll) : at("clusters", name)();
      },
    };
  });
  const clusterRefs = referenceTable("cluster", clusters, unread, document);

  const services = entries(inventory.services, (name, written): Service => ({
    name,
    at: at("services", name),
    image: written.image,
    port: written.port,
    targetPort: written.targetPort ?? written.port,
    replicas: written.replicas,
    pool: poolRefs.find(written.pool, ["services", name, "pool"]),
    address: written.address,
    clusters:
      written.clusters?.flatMap(
        (cluster, i) => clusterRefs.find(cluster, ["services", name, "clusters", i]) ?? [],
      ) ?? clusters,
    clusterIps: Object.entries(written.clusterIPs ?? {}).map(([cluster, address]) => ({
      name: cluster,
      address,
      cluster: clusterRefs.find(cluster, ["services", name, "clusterIPs", cluster], "key"),
    })),
    trafficPolicy: written.trafficPolicy ?? DEFAULTS.trafficPolicy,
  }));

  const clients = entries(inventory.clients ?? {}, (name, written): Client => ({
    name,
    at: at("clients", name),
    segment: networkRefs.find(written.network, ["clients", name, "network"]),
    address: written.address,
    image: written.image ?? DEFAULTS.clientImage,
  }));

  const references = [...networkRefs.all, ...poolRefs.all, ...clusterRefs.all];
  return {
    name: inventory.name,
    versions: { kind: versions.kind, frr: versions.frr },
    allow: inventory.allow ?? [],
    podSubnets,
    serviceSubnets,
    segments,
    routers,
    clusters,
    pools,
    services,
    clients,
    references,
    partial: diagnostics.length > 0 || references.some(({ known }) => !known),
    unread,
    at: atTop,
  };
}

function entries<Written, Thing>(
  section: Readonly<Record<string, Written>>,
  make: (name: string, written: Written) => Thing,
) {
  return Object.entries(section).map(([name, written]) => make(name, written));
}

function segment(name: string, written: Inventory["networks"][string], at: At): Segment {
  const { subnet } = written;
  return {
    name,
    at,
    subnet,
    gateway: written.gateway ?? { family: subnet.family, value: subnet.first + 1n },
    nodeRange: written.nodeRange ??
      subnetAt(subnet, subnet.length + 1, 1) ?? { ...subnet, written: subnet.first },
  };
}

function supernet(
  written: { readonly supernet?: Prefix | undefined; readonly size?: number | undefined } | undefined,
  fallback: { readonly supernet: string; readonly size: number },
): Supernet {
  const prefix = written?.supernet ?? parsePrefix(fallback.supernet);
  if (!prefix) throw new Error(`the default supernet ${fallback.supernet} is no prefix`);
  return { prefix, size: written?.size ?? fallback.size, isDefault: written?.supernet === undefined };
}

/** Depends on the cluster's own number alone: a new neighbour moves nobody. */
function subnetOf({ prefix, size }: Supernet, id: number): Prefix | undefined {
  return id > 0 ? subnetAt(prefix, size, id) : undefined;
}

function defined<T extends object>(written: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(written).filter(([, value]) => value !== undefined)) as never;
}
