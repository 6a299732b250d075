import { parsePrefix } from "../../address/prefix.ts";
import type { Announcement, Speaker, SpeakerPeer } from "../control-plane.ts";
import type { TomlTable } from "./toml.ts";

/** GoBGP's policies by which each peer is sent its own announcements, and the sets that they refer to. */
export interface ExportPolicies {
  readonly names: readonly string[];
  readonly neighborSets: readonly TomlTable[];
  readonly prefixSets: readonly TomlTable[];
  readonly definitions: readonly TomlTable[];
}

/**
 * A policy for each peer that is sent anything, a statement in it for each family and set of attributes. GoBGP wants the
 * families apart; and Cilium, too, attaches communities and LOCAL_PREF on export and not to the path.
 */
export function exportPolicies({ peers }: Pick<Speaker, "peers">): ExportPolicies {
  const policies = peers
    .map((peer, index) => policyOf(peer, `peer-${index}`))
    .filter(({ groups }) => groups.length > 0);
  return {
    names: policies.map(({ name }) => name),
    neighborSets: policies.map(({ name, peer }) => ({
      "neighbor-set-name": name,
      "neighbor-info-list": [hostPrefix(peer.address)],
    })),
    prefixSets: policies.flatMap(({ groups }) => groups.map(prefixSet)),
    definitions: policies.map(({ name, groups }) => ({
      name,
      statements: groups.map((group) => statement(name, group)),
    })),
  };
}

interface Group {
  readonly name: string;
  readonly announcements: readonly [Announcement, ...Announcement[]];
}

interface Policy {
  readonly name: string;
  readonly peer: SpeakerPeer;
  readonly groups: readonly Group[];
}

function policyOf(peer: SpeakerPeer, name: string): Policy {
  const groups = new Map<string, [Announcement, ...Announcement[]]>();
  for (const announcement of peer.announcements) {
    const { prefix, ...attributes } = announcement;
    const key = JSON.stringify([parsePrefix(prefix)?.family, attributes]);
    const group = groups.get(key);
    if (group) group.push(announcement);
    else groups.set(key, [announcement]);
  }
  return {
    name,
    peer,
    groups: [...groups.values()].map((announcements, index) => ({ name: `${name}-${index}`, announcements })),
  };
}

/** Exactly these prefixes, none that is longer. */
function prefixSet({ name, announcements }: Group): TomlTable {
  return {
    "prefix-set-name": name,
    "prefix-list": announcements.map(({ prefix }) => {
      const length = prefix.split("/")[1];
      return { "ip-prefix": prefix, "masklength-range": `${length}..${length}` };
    }),
  };
}

function statement(neighborSet: string, { name, announcements }: Group): TomlTable {
  const { communities, largeCommunities, localPreference } = announcements[0];
  return {
    name,
    conditions: {
      "match-neighbor-set": { "neighbor-set": neighborSet },
      "match-prefix-set": { "prefix-set": name },
    },
    actions: {
      "route-disposition": "accept-route",
      "bgp-actions": {
        "set-local-pref": localPreference,
        ...(communities.length > 0 && { "set-community": added("set-community-method", communities) }),
        ...(largeCommunities.length > 0 && {
          "set-large-community": added("set-large-community-method", largeCommunities),
        }),
      },
    },
  };
}

function added(method: string, communities: readonly string[]): TomlTable {
  return { options: "add", [method]: { "communities-list": communities } };
}

function hostPrefix(address: string): string {
  return `${address}/${address.includes(":") ? 128 : 32}`;
}
