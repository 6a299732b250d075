import { SHORTEST_RETRY } from "../../plan/gobgp-times.ts";
import type { AttackerSession } from "./attacker-sessions.ts";

/** Who hears an announcement: it carries one community for each audience. */
export type Audience = "all" | number;

/** An AS number for documentation (RFC 5398): each session speaks as its cluster's instead. */
const OWN_AS = 64496;
const ALL = 65535;

/** The longest hold time that there is, in seconds: it has two octets (RFC 4271, section 4.2). */
const LONGEST_HOLD = 65535;

/**
 * GoBGP's configuration for an attacker: a session for each cluster, with the cluster's AS number. It asks for long times,
 * so that those agreed on are the router's. A session hears what is for all, and what is for its peering's limit of
 * prefixes: a flood is as large as each limit.
 */
export function attackerConfig(sessions: readonly AttackerSession[]): string {
  return [
    `[global.config]
  as = ${OWN_AS}
  router-id = "${sessions[0]?.address ?? "192.0.2.1"}"
  port = -1
[global.apply-policy.config]
  import-policy-list = ["own"]
  default-import-policy = "reject-route"
  export-policy-list = ["by-audience"]
  default-export-policy = "reject-route"
[[policy-definitions]]
  name = "own"
  [[policy-definitions.statements]]
    [policy-definitions.statements.conditions.bgp-conditions]
      route-type = "local"
    [policy-definitions.statements.actions]
      route-disposition = "accept-route"`,
    ...limitsOf(sessions).map((limit) => audience(limit, sessions)),
    `[[policy-definitions]]
  name = "by-audience"`,
    ...limitsOf(sessions).map(statement),
    ...sessions.map(neighbour),
    "",
  ].join("\n");
}

/** The community that an announcement to an audience carries: the audience is everybody, or those with a limit. */
export function communityOf(sessions: readonly AttackerSession[], to: Audience): string {
  return `${OWN_AS}:${to === "all" ? ALL : limitsOf(sessions).indexOf(to)}`;
}

/** The different limits of prefixes that sessions have in the inventory, in ascending order. */
export function limitsOf(sessions: readonly AttackerSession[]): readonly number[] {
  return [...new Set(sessions.map(({ peering }) => peering.maximumPrefixes))].sort((a, b) => a - b);
}

function audience(limit: number, sessions: readonly AttackerSession[]): string {
  const addresses = sessions
    .filter(({ peering }) => peering.maximumPrefixes === limit)
    .map(({ routerAddress }) => `"${routerAddress}"`);
  return `[[defined-sets.neighbor-sets]]
  neighbor-set-name = "limit-${limit}"
  neighbor-info-list = [${addresses.join(", ")}]
[[defined-sets.bgp-defined-sets.community-sets]]
  community-set-name = "limit-${limit}"
  community-list = ["${communityOf(sessions, "all")}", "${communityOf(sessions, limit)}"]`;
}

function statement(limit: number): string {
  return `  [[policy-definitions.statements]]
    name = "limit-${limit}"
    [policy-definitions.statements.conditions.match-neighbor-set]
      neighbor-set = "limit-${limit}"
    [policy-definitions.statements.conditions.bgp-conditions.match-community-set]
      community-set = "limit-${limit}"
      match-set-options = "any"
    [policy-definitions.statements.actions]
      route-disposition = "accept-route"`;
}

function neighbour({ routerAddress, peering, password }: AttackerSession): string {
  return `[[neighbors]]
  [neighbors.config]
    neighbor-address = "${routerAddress}"
    peer-as = ${peering.routerAsn}
    local-as = ${peering.clusterAsn}
${password === "" ? "" : `    auth-password = ${JSON.stringify(password)}\n`}  [neighbors.timers.config]
    hold-time = ${LONGEST_HOLD}
    keepalive-interval = ${Math.floor(LONGEST_HOLD / 3)}
    connect-retry = ${SHORTEST_RETRY}
  [[neighbors.afi-safis]]
    [neighbors.afi-safis.config]
      afi-safi-name = "ipv4-unicast"`;
}
