import { parseHost } from "../../address/host.ts";
import { parsePrefix } from "../../address/prefix.ts";
import { containsHost } from "../../address/range.ts";
import type { Peering, Plan } from "../../plan/plan.ts";
import { representativeAddresses } from "../../plan/representative-addresses.ts";
import { frrStatements } from "../frr/frr-statements.ts";
import type { LabRouter } from "../lab/topology.ts";

/** A session that the attacker dials: as if it had taken over the first node of a cluster. */
export interface AttackerSession {
  readonly peering: Peering;
  /** The attacker's own address in the cluster's network. */
  readonly address: string;
  readonly length: number;
  readonly routerAddress: string;
  /** What frr.conf has for that address: the peer-group of a listen range, else a neighbour by its address. */
  readonly neighbour: string;
  /** The key that frr.conf asks for (TCP MD5, RFC 2385); empty: none. */
  readonly password: string;
}

/** The attacker's sessions with a router: one for each cluster that the inventory has behind it. */
export function attackerSessions(plan: Plan, { name, legs, frrConf }: LabRouter): readonly AttackerSession[] {
  const addresses = representativeAddresses(plan);
  return plan.peerings
    .filter(({ router }) => router === name)
    .flatMap((peering) => {
      const leg = legs.find(({ network }) => network === peering.network);
      const address = addresses.get(peering.nodes[0] ?? "");
      if (!leg || address === undefined) return [];
      const [routerAddress = "", length] = leg.address.split("/");
      const neighbour = neighbourOf(frrConf, address);
      const password = passwordOf(frrConf, neighbour);
      return { peering, address, length: Number(length), routerAddress, neighbour, password };
    });
}

/** The longest listen range that holds the address names the peer-group. */
function neighbourOf(frrConf: string, address: string): string {
  const host = parseHost(address);
  const ranges = frrStatements(frrConf).flatMap(({ path }) => {
    const [, range = "", group = ""] =
      /^bgp listen range (\S+) peer-group (\S+)$/.exec(path.at(-1) ?? "") ?? [];
    const prefix = parsePrefix(range);
    return prefix && host && containsHost(prefix, host) ? [{ group, length: prefix.length }] : [];
  });
  return ranges.sort((a, b) => b.length - a.length)[0]?.group ?? address;
}

function passwordOf(frrConf: string, neighbour: string): string {
  const found = frrStatements(frrConf).flatMap(({ path }) => {
    const [, name, password = ""] = /^neighbor (\S+) password (.+)$/.exec(path.at(-1) ?? "") ?? [];
    return name === neighbour ? [password] : [];
  });
  return found.at(-1) ?? "";
}
