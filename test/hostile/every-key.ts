import { inventoryJsonSchema } from "../../src/inventory/json-schema.ts";

/**
 * An inventory in which every key of the language has a value, and every name and image is a word that occurs nowhere
 * else: what another word in its place changes in the artifacts can be foretold to the letter.
 */
export const EVERY_KEY = {
  name: "labone",
  allow: ["image-unpinned"],
  versions: { cilium: "1.18.12", kubernetes: "1.33.7", kind: "0.31.0", frr: "10.7.1" },
  podSubnets: { supernet: "10.128.0.0/9", size: 20 },
  serviceSubnets: { supernet: "10.96.0.0/12", size: 22 },
  bgp: {
    timers: { hold: 9, keepalive: 3, connectRetry: 5 },
    gracefulRestart: { restartTime: 15 },
    multihop: 2,
    authentication: "none",
    advertise: ["LoadBalancerIP"],
  },
  networks: {
    netone: { subnet: "192.168.20.0/24" },
    nettwo: { subnet: "10.20.0.0/16", gateway: "10.20.0.1", nodeRange: "10.20.128.0/17" },
  },
  routers: {
    routerone: {
      platform: "frr",
      asn: 65001,
      routerId: "10.0.255.11",
      addresses: { netone: "192.168.20.101", nettwo: "10.20.0.101" },
      image: "imageone",
      policy: "pools",
      originate: ["netone"],
    },
  },
  clusters: {
    clusterone: {
      id: 1,
      provider: "kind",
      network: "nettwo",
      asn: 65101,
      controlPlanes: 1,
      workers: 1,
      podSubnet: "10.128.16.0/20",
      serviceSubnet: "10.96.4.0/22",
      cilium: "1.18.12",
      kubernetes: "1.33.7",
      nodeImage: "imagetwo",
      bgp: {
        timers: { hold: 9, keepalive: 3, connectRetry: 5 },
        gracefulRestart: { restartTime: 15 },
        multihop: 2,
        authentication: "none",
        advertise: ["LoadBalancerIP"],
      },
    },
  },
  pools: { poolone: { range: "172.30.0.10-172.30.0.20" } },
  services: {
    serviceone: {
      image: "imagethree",
      port: 80,
      targetPort: 8080,
      replicas: 2,
      pool: "poolone",
      address: "172.30.0.10",
      clusters: ["clusterone"],
      clusterIPs: { clusterone: "10.96.4.20" },
      trafficPolicy: "Local",
    },
  },
  clients: { clientone: { network: "netone", address: "192.168.20.2", image: "imagefour" } },
};

/** The names in it. */
export const NAMES: readonly string[] = [
  ...["labone", "netone", "nettwo", "routerone", "clusterone", "poolone", "serviceone", "clientone"],
];

/** The way to every value of the inventory above. */
export type ValuePath = readonly (string | number)[];

/** Every value of it. */
export const VALUE_PATHS: readonly ValuePath[] = leaves(EVERY_KEY, []);

/** The text of the inventory with another value at one place. JSON is YAML. */
export function withValue(path: ValuePath, value: unknown): string {
  const inventory = structuredClone(EVERY_KEY);
  const holder = path.slice(0, -1).reduce<unknown>((at, key) => (at as Values)[key], inventory);
  (holder as Values)[path.at(-1) ?? ""] = value;
  return JSON.stringify(inventory, undefined, 1);
}

/** Every key of the language that holds a value, names written as `*`: what the inventory above must have. */
export function languagePaths(): readonly string[] {
  return schemaLeaves(inventoryJsonSchema() as Schema, []);
}

type Values = Record<string | number, unknown>;

function leaves(value: unknown, path: ValuePath): readonly ValuePath[] {
  if (typeof value !== "object" || value === null) return [path];
  const steps = Array.isArray(value) ? value.keys() : Object.keys(value);
  return [...steps].flatMap((step) => leaves((value as Values)[step], [...path, step]));
}

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | false;
  readonly items?: Schema;
}

function schemaLeaves(schema: Schema, path: readonly string[]): readonly string[] {
  const below = [
    ...Object.entries(schema.properties ?? {}),
    ...(schema.additionalProperties ? [["*", schema.additionalProperties] as const] : []),
    ...(schema.items ? [["0", schema.items] as const] : []),
  ];
  return below.length === 0
    ? [path.join(".")]
    : below.flatMap(([key, at]) => schemaLeaves(at, [...path, key]));
}
