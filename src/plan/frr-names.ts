/**
 * What things are called in frr.conf, for the back-end that writes it and for the prediction, which names statements of
 * it. In capitals before the inventory's own names, which have none: no two names meet, and none is taken for an address.
 */
export const frrNames = {
  prefixList: (pool: string) => `POOL-${pool}`,
  peerGroup: (cluster: string) => `CLUSTER-${cluster}`,
  fromCluster: (cluster: string) => `FROM-${cluster}`,
  toClusters: "TO-CLUSTERS",
  acceptAll: "ACCEPT-ALL",
} as const;

/** The number of a route-map's last entry, which refuses the rest: the largest that FRR has. */
export const LAST_SEQUENCE = 65535;

/** The statement that refuses what no pool of a cluster holds, as it stands in frr.conf. */
export function refusalOf(cluster: string): string {
  return `route-map ${frrNames.fromCluster(cluster)} deny ${LAST_SEQUENCE}`;
}
