import type { ControlPlane } from "../../control-plane/control-plane.ts";
import type { Plan, PlannedCluster } from "../../plan/plan.ts";

/**
 * Where a cluster's files make something else than was planned that no router sees at once: the nodes' own times, pods and
 * subnets. A keepalive that is too slow shows when a session has ended for the third time, a slow retry after a restart; and
 * sessions come up, too, if neither end has a password. `password` is the one that up.sh hands the cluster; empty: none.
 */
export function clusterDifferences(
  plan: Plan,
  cluster: PlannedCluster,
  made: ControlPlane,
  password: string,
): readonly string[] {
  const { nodes, speakers, podSubnet, serviceSubnet } = made;
  if (nodes.length === 0) return [];
  return [
    ...different("the pod subnet", podSubnet, cluster.podSubnet),
    ...different("the service subnet", serviceSubnet, cluster.serviceSubnet),
    ...plan.peerings
      .filter((peering) => peering.cluster === cluster.name)
      .flatMap(({ routerAddress, timers, gracefulRestart, authentication }) => {
        const peers = speakers
          .flatMap((speaker) => speaker.peers)
          .filter((peer) => peer.address === routerAddress);
        const wanted = times(timers, gracefulRestart);
        const means = peers.map((peer) => meansOf(peer.password, password));
        return [
          ...[...new Set(peers.map((peer) => times(peer.timers, peer.gracefulRestart)))].flatMap((found) =>
            different(`what the nodes ask ${routerAddress} for`, found, wanted),
          ),
          ...[...new Set(means)].flatMap((found) =>
            different(`authentication with ${routerAddress}`, found, authentication),
          ),
        ];
      }),
    ...cluster.services.flatMap(({ name, replicas }) => {
      const pods = new Set(
        made.frontends
          .filter(({ service }) => service === name)
          .flatMap((frontend) => frontend.pods.map((pod) => pod.name)),
      );
      // Without any the routes are missing, too, and that check says more.
      return pods.size === 0 ? [] : different(`pods of ${name}`, String(pods.size), String(replicas));
    }),
  ];
}

function different(what: string, found: string, wanted: string): readonly string[] {
  return found === wanted ? [] : [`${what}: ${found} in place of ${wanted}`];
}

function meansOf(found: string, handed: string): string {
  if (found === "") return "none";
  return found === handed ? "md5" : "md5 with a password that is not the one of up.sh";
}

function times(
  {
    hold,
    keepalive,
    connectRetry,
  }: { readonly hold: number; readonly keepalive: number; readonly connectRetry: number },
  { enabled, restartTime }: { readonly enabled: boolean; readonly restartTime: number },
): string {
  return `hold ${hold} s, keepalive ${keepalive} s, retry ${connectRetry} s, restart ${enabled ? `${restartTime} s` : "off"}`;
}
