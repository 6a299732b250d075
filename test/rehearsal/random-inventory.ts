import fc from "fast-check";
import type { Source } from "../../src/source/source.ts";

/** What is drawn for one cluster. Times in seconds. */
interface DrawnCluster {
  readonly asn: number;
  readonly workers: number;
  readonly hold: number;
  readonly restart: number | undefined;
  readonly authentication: "none" | "md5";
}

interface DrawnService {
  /** Which clusters serve it, by their number; empty: all. */
  readonly clusters: readonly number[];
  /** Which address of the pool it has. */
  readonly offset: number;
  readonly replicas: number | undefined;
  readonly policy: "Local" | "Cluster";
}

/**
 * Inventories of one or two routers with up to four clusters of up to three nodes: ASNs that may be equal, timers, graceful
 * restart, pools of any place and size, services of some clusters. Most are accepted; those that are not are for
 * other tests.
 */
export const randomInventory: fc.Arbitrary<Source> = fc
  .record({
    clusters: fc.array(
      fc.record<DrawnCluster>({
        asn: fc.constantFrom(64512, 65101, 65102, 4200000001, 4200000002),
        workers: fc.integer({ min: 0, max: 2 }),
        hold: fc.constantFrom(3, 6, 9, 30, 90),
        restart: fc.constantFrom(undefined, undefined, 12, 120),
        authentication: fc.constantFrom("none", "md5"),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    first: fc.integer({ min: 1, max: 200 }),
    size: fc.integer({ min: 1, max: 40 }),
    services: fc.array(
      fc.record<DrawnService>({
        clusters: fc.uniqueArray(fc.integer({ min: 0, max: 3 }), { maxLength: 3 }),
        offset: fc.nat({ max: 40 }),
        replicas: fc.constantFrom(undefined, undefined, 1, 2, 5),
        policy: fc.constantFrom("Local", "Cluster"),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    routers: fc.integer({ min: 1, max: 2 }),
    acceptAll: fc.constantFrom(false, false, false, true),
    clusterIps: fc.boolean(),
  })
  .map((drawn) => ({ name: "random.yaml", text: textOf(drawn) }));

function textOf({
  clusters,
  first,
  size,
  services,
  routers,
  acceptAll,
  clusterIps,
}: {
  readonly clusters: readonly DrawnCluster[];
  readonly first: number;
  readonly size: number;
  readonly services: readonly DrawnService[];
  readonly routers: number;
  readonly acceptAll: boolean;
  readonly clusterIps: boolean;
}): string {
  const routerOf = (cluster: number) => cluster % Math.min(routers, clusters.length);
  const used = [...new Set(clusters.map((_, i) => routerOf(i)))];
  const address = (offset: number) => `172.30.0.${first + (offset % size)}`;
  const distinct = services.filter(
    ({ offset }, i) => services.findIndex((other) => other.offset % size === offset % size) === i,
  );
  return `name: random
${acceptAll ? "allow: [unfiltered-router]\n" : ""}networks:
${used.map((router) => `  clients${router}: { subnet: 192.168.${20 + router}.0/24 }`).join("\n")}
${clusters.map((_, i) => `  net${i}: { subnet: 10.${20 + i}.0.0/24 }`).join("\n")}
routers:
${used
  .map(
    (router) => `  tor${router}:
    asn: ${65001 + router}
    routerId: 10.0.255.${11 + router}
    policy: ${acceptAll ? "accept-all" : "pools"}
    addresses:
      clients${router}: 192.168.${20 + router}.101
${clusters.flatMap((_, i) => (routerOf(i) === router ? [`      net${i}: 10.${20 + i}.0.101`] : [])).join("\n")}`,
  )
  .join("\n")}
clusters:
${clusters
  .map(
    ({ asn, workers, hold, restart, authentication }, i) => `  c${i}:
    id: ${i + 1}
    network: net${i}
    asn: ${asn}
    workers: ${workers}
    bgp:
      timers: { hold: ${hold}, keepalive: ${hold / 3} }
      authentication: ${authentication}
${restart === undefined ? "" : `      gracefulRestart: { restartTime: ${restart} }\n`}${clusterIps ? "      advertise: [LoadBalancerIP, ClusterIP]\n" : ""}`,
  )
  .join("")}pools:
  anycast: { range: 172.30.0.${first}-172.30.0.${first + size - 1} }
services:
${distinct
  .map(({ clusters: by, offset, replicas, policy }, i) => {
    const served = by.filter((cluster) => cluster < clusters.length).map((cluster) => `c${cluster}`);
    return `  s${i}:
    image: "nginxdemos/hello:0.4-plain-text"
    port: ${80 + i}
    pool: anycast
    address: ${address(offset)}
    trafficPolicy: ${policy}
${replicas === undefined ? "" : `    replicas: ${replicas}\n`}${served.length > 0 ? `    clusters: [${served.join(", ")}]\n` : ""}`;
  })
  .join("")}clients:
${used.map((router) => `  client${router}: { network: clients${router}, address: 192.168.${20 + router}.2 }`).join("\n")}
`;
}
