import { compile } from "../../src/compile.ts";
import type { Plan } from "../../src/plan/plan.ts";
import type { OutputFile } from "../../src/render/output-file.ts";
import { goldenInventory } from "../golden/inventories.ts";
import type { Lab, LabHost, LabRouter, LabSpeaker } from "./topology.ts";

/** A lab out of an inventory: its routers run the generated files as they are, its speakers stand in for Cilium's nodes. */
export interface CompiledLab {
  readonly lab: Lab;
  readonly plan: Plan;
  /** The generated frr.conf of a router. */
  frrConf(router: string): string;
}

/**
 * Compiles an inventory of the repository. Each speaker is a node at an address of its network's node range, announces
 * the services that its cluster serves, and has the addresses to answer them; sysctls and routes are those of the
 * generated host-settings.tsv. `strangers` are prefixes that a node announces besides, though they are none of its business.
 */
export function compiledLab(
  inventory: string,
  strangers: Readonly<Record<string, readonly string[]>> = {},
): CompiledLab {
  const { plan, files } = compile(goldenInventory(inventory).source);
  if (!plan) throw new Error(`${inventory} has errors`);
  const content = (path: string) => contentOf(files, path);
  const settings = hostSettings(content("host-settings.tsv"));
  const lab: Lab = {
    routers: plan.routers.map(({ name, legs }): LabRouter => ({
      name,
      frrConf: content(`${name}/frr.conf`),
      daemons: content(`${name}/daemons`),
      vtyshConf: content(`${name}/vtysh.conf`),
      legs: legs.map(({ network, address, length }) => ({ network, address: `${address}/${length}` })),
      sysctls: settings(name, "sysctl"),
    })),
    speakers: speakersOf(plan).map((speaker) => ({
      ...speaker,
      announce: [...speaker.announce, ...(strangers[speaker.name] ?? [])],
      routes: settings(speaker.name, "route"),
    })),
    hosts: plan.clients.map(({ name, network, address }): LabHost => ({
      name,
      network,
      address: `${address}/${lengthOf(plan, network)}`,
      routes: settings(name, "route"),
    })),
  };
  return { lab, plan, frrConf: (router) => content(`${router}/frr.conf`) };
}

function speakersOf(plan: Plan): readonly LabSpeaker[] {
  return plan.peerings.flatMap((peering) => {
    const cluster = plan.clusters.find(({ name }) => name === peering.cluster);
    const range = plan.networks.find(({ name }) => name === peering.network)?.nodeRange ?? "";
    const services = plan.services
      .filter(({ clusters }) => clusters.includes(peering.cluster))
      .map(({ address }) => `${address}/32`);
    return (cluster?.nodes ?? []).map(({ name }, index): LabSpeaker => ({
      name,
      network: peering.network,
      address: `${nthAddress(range, index + 2)}/${lengthOf(plan, peering.network)}`,
      asn: peering.clusterAsn,
      peer: { address: peering.routerAddress, asn: peering.routerAsn },
      holdTime: peering.timers.hold,
      keepalive: peering.timers.keepalive,
      connectRetry: peering.timers.connectRetry,
      announce: services,
      localAddresses: services,
      routes: [],
    }));
  });
}

function contentOf(files: readonly OutputFile[], path: string): string {
  const file = files.find((candidate) => candidate.path === path);
  if (!file) throw new Error(`there is no artifact ${path}`);
  return file.content;
}

function hostSettings(tsv: string): (host: string, kind: string) => string[] {
  const rows = tsv
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split("\t"));
  return (host, kind) => rows.filter((row) => row[0] === host && row[1] === kind).map((row) => row[2] ?? "");
}

function lengthOf(plan: Plan, network: string): string {
  return plan.networks.find(({ name }) => name === network)?.subnet.split("/")[1] ?? "";
}

/** The nth address of an IPv4 subnet whose last octet has room for it. */
function nthAddress(subnet: string, n: number): string {
  const [a, b, c, d] = (subnet.split("/")[0] ?? "").split(".").map(Number);
  return `${a}.${b}.${c}.${(d ?? 0) + n}`;
}
