import type { Announcement, Speaker, SpeakerPeer } from "../../src/control-plane/control-plane.ts";

/** A speaker at 10.0.0.1 without peers, but for what is given. */
export function speakerWith(parts: Partial<Speaker>): Speaker {
  return {
    node: "node",
    instance: "main",
    asn: 65101,
    routerId: "10.0.0.1",
    localPort: -1,
    peers: [],
    ...parts,
  };
}

/** A peer at 10.0.0.2, quick to connect, but for what is given. */
export function peerWith(parts: Partial<SpeakerPeer>): SpeakerPeer {
  return {
    name: "peer",
    address: "10.0.0.2",
    port: 179,
    asn: 65001,
    password: "",
    localAddress: undefined,
    multihop: 1,
    timers: { connectRetry: 1, hold: 9, keepalive: 3 },
    gracefulRestart: { enabled: false, restartTime: 120 },
    families: ["ipv4-unicast"],
    announcements: [],
    ...parts,
  };
}

/** An announcement without attributes, but for what is given. */
export function announcementOf(prefix: string, parts: Partial<Announcement> = {}): Announcement {
  return { prefix, communities: [], largeCommunities: [], localPreference: undefined, ...parts };
}
