import { formatHost, parseHost } from "../../address/host.ts";
import { ofKind, on, type Resource } from "../applied.ts";
import type { Remark, SpeakerPeer } from "../control-plane.ts";
import { DEFAULT_PEER_PORT, DEFAULT_RESTART_TIME, DEFAULT_TIMERS } from "../kubectl/kinds/bgp-peer-config.ts";
import type { RunningCluster } from "../kubernetes/running-cluster.ts";
import type { Remarking } from "../remarking.ts";
import { announcementsTo } from "./announcements.ts";
import { familiesOf } from "./families.ts";
import type { NodeInstance } from "./node-instances.ts";
import { passwordFor } from "./passwords.ts";

type PeerConfig = Resource<"CiliumBGPPeerConfig">;

/** The peers of an instance that Cilium's agent makes, each with what it is sent. */
export function* peersOf(instance: NodeInstance, cluster: RunningCluster): Remarking<readonly SpeakerPeer[]> {
  const { config: owner, name: instanceName } = instance;
  const peers: SpeakerPeer[] = [];
  for (const peer of instance.peers) {
    const say = (message: string) =>
      on(owner, `peer \`${peer.name}\` of instance \`${instanceName}\`: ${message}`);
    const address = addressOf(peer);
    const config = yield* configOf(peer.peerConfigRef?.name, say, cluster);
    if (peer.autoDiscovery)
      yield {
        ...say("`autoDiscovery` is not rehearsed, and there is no such peer here"),
        isUnmodelled: true,
      };
    else if (peer.peerAddress === undefined) yield say("it has no `peerAddress`, so there is no session");
    else if (address === undefined)
      yield say(`\`${peer.peerAddress}\` is no address at run time, so there is no session`);
    else if (peers.some((other) => other.address === address))
      yield say(`another peer has the address ${address}, so there is no session of its own`);
    else if (config !== undefined) {
      const password = config === "defaults" ? "" : yield* passwordFor(config, cluster.applied);
      if (password === undefined) return [];
      peers.push(yield* speakerPeer({ ...peer, address }, config, password, instance, cluster));
    }
  }
  return peers;
}

function addressOf({ peerAddress = "" }: { readonly peerAddress: string | undefined }): string | undefined {
  const host = parseHost(peerAddress);
  return host && formatHost(host);
}

function* configOf(
  name: string | undefined,
  say: (message: string) => Remark,
  { applied }: RunningCluster,
): Remarking<PeerConfig | "defaults" | undefined> {
  if (name === undefined || name === "") {
    yield say("it has no `peerConfigRef`: its session has defaults, and nothing is ever announced in it");
    return "defaults";
  }
  const config = ofKind(applied, "CiliumBGPPeerConfig").find((candidate) => candidate.name === name);
  if (!config) yield say(`there is no CiliumBGPPeerConfig \`${name}\`, so there is no session`);
  return config;
}

function* speakerPeer(
  peer: NodeInstance["peers"][number] & { readonly address: string },
  config: PeerConfig | "defaults",
  password: string,
  instance: NodeInstance,
  cluster: RunningCluster,
): Remarking<SpeakerPeer> {
  const spec = config === "defaults" ? undefined : config.spec;
  const timers = spec?.timers ?? DEFAULT_TIMERS;
  const restart = spec?.gracefulRestart;
  return {
    name: peer.name,
    address: peer.address,
    port: spec?.transport?.peerPort ?? DEFAULT_PEER_PORT,
    asn: peer.peerASN,
    password,
    localAddress: peer.localAddress,
    multihop: spec?.ebgpMultihop ?? 1,
    timers: {
      connectRetry: timers.connectRetryTimeSeconds,
      hold: timers.holdTimeSeconds,
      keepalive: timers.keepAliveTimeSeconds,
    },
    gracefulRestart: {
      enabled: restart?.enabled ?? false,
      restartTime: restart?.restartTimeSeconds ?? DEFAULT_RESTART_TIME,
    },
    families: familiesOf(spec?.families).map(({ family }) => family),
    announcements: spec ? yield* announcementsTo(peer, spec.families, instance, cluster) : [],
  };
}
