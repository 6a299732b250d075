import { parsePrefix } from "../address/prefix.ts";
import { IDLE_HOLD_TIME } from "../plan/gobgp-times.ts";
import type { Speaker, SpeakerPeer } from "./control-plane.ts";
import { exportPolicies } from "./gobgp/export-policies.ts";
import { type TomlTable, toml } from "./gobgp/toml.ts";

/**
 * A speaker as gobgpd's configuration (3.10), the way Cilium's agent sets up the same library (cilium/cilium,
 * pkg/bgp/gobgp): it dials, and listens nowhere unless told to; it takes no route from any peer; and it sends a peer
 * what that peer's own policies let through, and nothing else.
 */
export function gobgpConfig(speaker: Speaker): string {
  const { names, neighborSets, prefixSets, definitions } = exportPolicies(speaker);
  return toml({
    global: {
      config: { as: speaker.asn, "router-id": speaker.routerId, port: speaker.localPort },
      "apply-policy": {
        config: {
          "import-policy-list": [ALLOW_LOCAL],
          "default-import-policy": "reject-route",
          "export-policy-list": names,
          "default-export-policy": "reject-route",
        },
      },
    },
    "defined-sets": { "neighbor-sets": neighborSets, "prefix-sets": prefixSets },
    "policy-definitions": [
      {
        name: ALLOW_LOCAL,
        statements: [
          {
            name: ALLOW_LOCAL,
            conditions: { "bgp-conditions": { "route-type": "local" } },
            actions: { "route-disposition": "accept-route" },
          },
        ],
      },
      ...definitions,
    ],
    neighbors: speaker.peers.map(neighbor),
  });
}

/** What gobgpd is started with besides: with graceful restart it says in its OPEN that it restarted, as Cilium does. */
export function gobgpdArguments({ peers }: Speaker): readonly string[] {
  return peers.some(({ gracefulRestart }) => gracefulRestart.enabled) ? ["-r"] : [];
}

/**
 * The words after `gobgp` that put the speaker's prefixes into its table, a command each. The next hop is its own, and
 * attributes are put on by the policies of each peer.
 */
export function announcementsOf({ peers }: Speaker): readonly (readonly string[])[] {
  const prefixes = new Set(peers.flatMap(({ announcements }) => announcements.map(({ prefix }) => prefix)));
  return [...prefixes].map((prefix) => {
    const family = parsePrefix(prefix)?.family === 6 ? "ipv6" : "ipv4";
    return ["global", "rib", "add", "-a", family, prefix, "origin", "igp"];
  });
}

/** Import policies are asked about the speaker's own routes as well. */
const ALLOW_LOCAL = "allow-local";

function neighbor(peer: SpeakerPeer): TomlTable {
  const { timers, gracefulRestart } = peer;
  return {
    config: {
      "neighbor-address": peer.address,
      "peer-as": peer.asn,
      "auth-password": peer.password === "" ? undefined : peer.password,
    },
    timers: {
      config: {
        "connect-retry": timers.connectRetry,
        "hold-time": timers.hold,
        "keepalive-interval": timers.keepalive,
        "idle-hold-time-after-reset": IDLE_HOLD_TIME,
      },
    },
    transport: {
      config: {
        "local-address": peer.localAddress ?? (peer.address.includes(":") ? "::" : "0.0.0.0"),
        "remote-port": peer.port,
      },
    },
    // A TTL of 1 is what a session has without this.
    ...(peer.multihop > 1 && {
      "ebgp-multihop": { config: { enabled: true, "multihop-ttl": peer.multihop } },
    }),
    ...(gracefulRestart.enabled && {
      "graceful-restart": {
        config: { enabled: true, "restart-time": gracefulRestart.restartTime, "notification-enabled": true },
      },
    }),
    "afi-safis": peer.families.map((family) => ({
      config: { "afi-safi-name": family },
      ...(gracefulRestart.enabled && { "mp-graceful-restart": { config: { enabled: true } } }),
    })),
  };
}
