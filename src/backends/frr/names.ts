/**
 * What things are called in frr.conf. In capitals before the inventory's own names, which have none: no two names meet,
 * and none is taken for an address.
 */
export const frrNames = {
  prefixList: (pool: string) => `POOL-${pool}`,
  peerGroup: (cluster: string) => `CLUSTER-${cluster}`,
  fromCluster: (cluster: string) => `FROM-${cluster}`,
  toClusters: "TO-CLUSTERS",
  acceptAll: "ACCEPT-ALL",
} as const;
