import { appendFileSync, writeFileSync } from "node:fs";
import type { ScriptLab } from "./run-script.ts";

/** What FRR and the kernel of a router are to know; addresses are those of nodes or anybody's. */
export interface RouterState {
  /** Sessions that are established: how many prefixes are accepted from each address. */
  readonly sessions: Readonly<Record<string, number>>;
  /** BGP's table: the next hops of each prefix, all of them in use. */
  readonly bgp: Readonly<Record<string, readonly string[]>>;
  /** Paths in the table that are not used. */
  readonly unused?: RouterState["bgp"];
  /** The kernel's routes from BGP. */
  readonly kernel: Readonly<Record<string, readonly string[]>>;
  readonly discards: readonly string[];
}

/** Gives each node of a lab an address: 10.9.0.1, 10.9.0.2 and so on. */
export function giveAddresses(lab: ScriptLab, nodes: readonly string[]): (node: string) => string {
  const addresses = new Map(nodes.map((node, at) => [node, `10.9.0.${at + 1}`]));
  for (const [node, address] of addresses)
    appendFileSync(lab.state(`containers/${node}`), `address=${address}\n`);
  return (node) => addresses.get(node) ?? "";
}

/** Lets the stand-in for docker answer as FRR 8.4's vtysh and iproute2 do. */
export function say(
  lab: ScriptLab,
  { sessions, bgp, unused = {}, kernel, discards }: RouterState,
  when = "",
): void {
  const peers = Object.entries(sessions).map(([address, pfxRcd]) => [
    address,
    { dynamicPeer: true, pfxRcd, pfxSnt: 0, state: "Established", idType: "ipv4" },
  ]);
  // FRR says no more than this where there is none.
  writeFileSync(
    lab.state(`sessions${when}`),
    JSON.stringify(peers.length > 0 ? { as: 65001, peers: Object.fromEntries(peers) } : {}),
  );
  const routes = Object.entries(bgp).map(([network, hops]) => [
    network,
    [...hops, ...(unused[network] ?? [])].map((ip, at) => ({
      valid: true,
      ...(at === 0 ? { bestpath: true } : at < hops.length ? { multipath: true } : {}),
      network,
      nexthops: [{ ip, afi: "ipv4", used: true }],
    })),
  ]);
  writeFileSync(
    lab.state(`prefixes${when}`),
    JSON.stringify({ vrfName: "default", routes: Object.fromEntries(routes) }),
  );
  const lines = [
    "192.168.20.0/24 dev eth0 proto kernel scope link src 192.168.20.101 ",
    ...Object.entries(kernel).map(([prefix, hops]) => kernelRoute(prefix.replace(/\/32$/, ""), hops)),
    ...discards.map((prefix) => `blackhole ${prefix} proto static metric 20 `),
  ];
  writeFileSync(lab.state(`routes${when}`), `${lines.join("\n")}\n`);
}

function kernelRoute(destination: string, hops: readonly string[]): string {
  if (hops.length === 1) return `${destination} nhid 7 via ${hops[0]} dev eth1 proto bgp metric 20 `;
  return [
    `${destination} nhid 7 proto bgp metric 20 `,
    ...hops.map((hop) => `\tnexthop via ${hop} dev eth1 weight 1 `),
  ].join("\n");
}
