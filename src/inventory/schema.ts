import * as z from "zod";
import { DEFAULTS } from "./defaults.ts";
import {
  asnNumber,
  hostText,
  imageText,
  NAME,
  nameText,
  prefixText,
  rangeText,
  versionText,
} from "./values.ts";

/**
 * The inventory language, version 1: the shape of what a user writes. Strict everywhere, so that a misspelt key is an
 * error; what the values mean together is checked by the rules in network/rules/.
 */

const seconds = (min: number, max: number) => z.int().min(min).max(max);

const timers = z
  .strictObject({
    hold: seconds(3, 65535)
      .optional()
      .meta({ description: `Hold time in seconds. Default ${DEFAULTS.timers.hold}.` }),
    keepalive: seconds(1, 65535)
      .optional()
      .meta({ description: `Keepalive interval in seconds. Default ${DEFAULTS.timers.keepalive}.` }),
    connectRetry: seconds(1, 65535)
      .optional()
      .meta({
        description: `Seconds after which a node dials the router again. Default ${DEFAULTS.timers.connectRetry}.`,
      }),
  })
  .meta({ description: "BGP timers (RFC 4271)" });

const bgp = z
  .strictObject({
    timers: timers.optional(),
    gracefulRestart: z
      .strictObject({
        restartTime: seconds(1, 4095).meta({
          description:
            "Seconds for which the router keeps the routes of a node whose session was lost (RFC 4724)",
        }),
      })
      .optional()
      .meta({ description: "Graceful restart. Off unless given." }),
    multihop: z
      .int()
      .min(1)
      .max(255)
      .optional()
      .meta({ description: "TTL of the BGP packets (ebgp-multihop). Default 1: the peer is on-link." }),
    authentication: z
      .enum(["none", "md5"])
      .optional()
      .meta({
        description: `How a session is authenticated. \`md5\`: TCP MD5 (RFC 2385), with one password for each cluster, which \`up.sh\` takes from the environment or from a file: it never stands here. Default: ${DEFAULTS.authentication}.`,
      }),
    advertise: z
      .array(z.enum(["LoadBalancerIP", "ClusterIP", "ExternalIP"]))
      .min(1)
      .optional()
      .meta({ description: "Which addresses of a service Cilium announces. Default: LoadBalancerIP only." }),
  })
  .meta({ description: "How clusters and routers speak BGP" });

const network = z
  .strictObject({
    subnet: prefixText("The subnet of the network; it becomes a Docker bridge network"),
    gateway: hostText("The address of Docker's bridge. Default: the first address of the subnet.").optional(),
    nodeRange: prefixText(
      "Where cluster nodes get their addresses from. Default: the upper half of the subnet.",
    ).optional(),
  })
  .meta({ description: "A network: one L2 segment with one subnet" });

const router = z
  .strictObject({
    platform: z
      .enum(["frr"])
      .optional()
      .meta({ description: `What the router runs. Default: ${DEFAULTS.platform}.` }),
    asn: asnNumber("The router's AS number"),
    routerId: hostText("BGP identifier (RFC 6286), written as an IPv4 address; no interface needs to own it"),
    addresses: z
      .record(z.string(), hostText("The router's address on this network"))
      .meta({ description: "The router's address on each network that it is attached to" }),
    image: imageText("Container image. Default: the FRR image of `versions.frr`.").optional(),
    policy: z.enum(["pools", "accept-all"]).optional().meta({
      description:
        "What the router accepts from clusters. `pools` (default): host routes of the pools that the cluster serves. `accept-all`: anything.",
    }),
    originate: z
      .array(nameText("A network that the router is attached to"))
      .min(1)
      .optional()
      .meta({ description: "Networks whose subnets the router announces by BGP itself. Default: none." }),
  })
  .meta({ description: "A router" });

const cluster = z
  .strictObject({
    id: z.int().min(1).max(65535).optional().meta({
      description:
        "Number of the cluster, never reused: everything derived for the cluster follows from it. Required.",
    }),
    provider: z
      .enum(["kind"])
      .optional()
      .meta({ description: `What runs the cluster. Default: ${DEFAULTS.provider}.` }),
    network: nameText("The network that the nodes are attached to"),
    asn: asnNumber("The AS number of all nodes of the cluster"),
    controlPlanes: z
      .int()
      .min(1)
      .max(9)
      .optional()
      .meta({ description: `Control-plane nodes. Default ${DEFAULTS.controlPlanes}.` }),
    workers: z
      .int()
      .min(0)
      .max(1000)
      .optional()
      .meta({ description: `Worker nodes. Default ${DEFAULTS.workers}.` }),
    podSubnet: prefixText("Pod subnet. Default: the subnet number `id` of `podSubnets`.").optional(),
    serviceSubnet: prefixText(
      "Service subnet. Default: the subnet number `id` of `serviceSubnets`.",
    ).optional(),
    cilium: versionText(
      "Cilium version of this cluster. Default: `versions.cilium`.",
      DEFAULTS.versions.cilium,
    ).optional(),
    kubernetes: versionText(
      "Kubernetes version of this cluster. Default: `versions.kubernetes`.",
      DEFAULTS.versions.kubernetes,
    ).optional(),
    nodeImage: imageText(
      "kind node image. Default: the one that the kind release was published with.",
    ).optional(),
    bgp: bgp.optional(),
  })
  .meta({ description: "A Kubernetes cluster with Cilium" });

const pool = z
  .strictObject({
    range: rangeText("The addresses that services get: a range, one address or a subnet in CIDR form"),
  })
  .meta({ description: "A pool of service addresses" });

const port = (description: string) => z.int().min(1).max(65535).meta({ description });

const service = z
  .strictObject({
    image: imageText("Container image of the workload"),
    port: port("TCP port of the service address"),
    targetPort: port("TCP port of the container. Default: `port`.").optional(),
    replicas: z
      .int()
      .min(1)
      .max(10000)
      .optional()
      .meta({ description: "Pods in each cluster. Default: one for each node." }),
    pool: nameText("The pool that the address is taken from"),
    address: hostText("The address of the service, the same in every cluster: that makes it anycast"),
    clusters: z
      .array(nameText("A cluster that serves it"))
      .optional()
      .meta({ description: "The clusters that serve it. Default: all." }),
    clusterIPs: z
      .record(z.string(), hostText("The service's address inside this cluster, out of its service subnet"))
      .optional()
      .meta({
        description:
          "ClusterIPs by the name of the cluster, so that they are known beforehand; once the service is there, it cannot be changed. Default: each cluster takes one.",
      }),
    trafficPolicy: z.enum(["Local", "Cluster"]).optional().meta({
      description:
        "externalTrafficPolicy. `Local` (default): only nodes with a ready pod announce the address. `Cluster`: all nodes do.",
    }),
  })
  .meta({ description: "A service with its workload" });

const client = z
  .strictObject({
    network: nameText("The network that the client is attached to"),
    address: hostText("The client's address"),
    image: imageText("Container image with curl and iproute2").optional(),
  })
  .meta({ description: "A client from which the services are asked" });

const subnets = (what: string, { supernet, size }: { readonly supernet: string; readonly size: number }) =>
  z
    .strictObject({
      supernet: prefixText(`Holds the ${what} subnets of all clusters. Default ${supernet}.`).optional(),
      size: z
        .int()
        .min(1)
        .max(126)
        .optional()
        .meta({ description: `Prefix length of one cluster's ${what} subnet. Default ${size}.` }),
    })
    .meta({
      description: `Where the ${what} subnets of the clusters come from: cluster number n gets subnet number n`,
    });

const versions = z
  .strictObject({
    cilium: versionText("Cilium (chart and images)", DEFAULTS.versions.cilium).optional(),
    kubernetes: versionText("Kubernetes (kind node image)", DEFAULTS.versions.kubernetes).optional(),
    kind: versionText("kind", DEFAULTS.versions.kind).optional(),
    frr: versionText("FRR (image and `frr version`)", DEFAULTS.versions.frr).optional(),
  })
  .meta({ description: "Versions of everything that gen's output is written for" });

const things = <T extends z.ZodType>(thing: T, description: string) =>
  z.record(z.string().regex(NAME), thing).meta({ description });

/** The whole inventory. `z.input` of it is what the user writes, `z.output` has addresses as values. */
export const inventorySchema = z
  .strictObject({
    name: nameText("Name of the lab; the artifacts go to out/<name>/"),
    allow: z
      .array(z.string())
      .min(1)
      .optional()
      .meta({ description: "Codes of errors that this inventory can live with: they become warnings" }),
    versions: versions.optional(),
    podSubnets: subnets("pod", DEFAULTS.podSubnets).optional(),
    serviceSubnets: subnets("service", DEFAULTS.serviceSubnets).optional(),
    bgp: bgp.optional(),
    networks: things(network, "Networks by name"),
    routers: things(router, "Routers by name"),
    clusters: things(cluster, "Clusters by name"),
    pools: things(pool, "Pools of service addresses by name"),
    services: things(service, "Services by name"),
    clients: things(client, "Clients by name").optional(),
  })
  .meta({ title: "gen inventory, version 1" });

/** What the user wrote, checked for shape: names are still names, defaults are not filled in. */
export type Inventory = z.output<typeof inventorySchema>;
export type WrittenBgp = NonNullable<Inventory["bgp"]>;

/** The sections whose entries have names. */
export const NAMED_SECTIONS = ["networks", "routers", "clusters", "pools", "services", "clients"] as const;
export type NamedSection = (typeof NAMED_SECTIONS)[number];
