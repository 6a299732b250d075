import { inParallel } from "../in-parallel.ts";
import { LabError } from "./lab-error.ts";
import type { Sandbox } from "./sandbox.ts";
import type { Lab, LabHost, LabNetwork } from "./topology.ts";

/** A new network namespace copies these from the machine (one with Docker forwards); a host starts without them. */
const UNSET = ["net.ipv4.ip_forward=0", "net.ipv4.conf.all.rp_filter=0", "net.ipv4.conf.default.rp_filter=0"];

/** Hosts that are configured at once: each takes some processes of a few milliseconds. */
const CONFIGURED_AT_ONCE = 8;

/** Where a host's leg is plugged in: a port of the network's bridge. */
export interface Port {
  readonly host: string;
  readonly network: string;
  readonly port: string;
  readonly bridge: string;
}

/** What could not be set up as the artifacts want it: a sysctl or a route that the kernel refuses. */
export interface SettingRefused {
  readonly host: string;
  readonly setting: string;
  readonly reason: string;
}

/**
 * One namespace per host, one bridge per network (in the sandbox's own namespace), addresses, sysctls and routes.
 * Each host's default gateway is the bridge of its first network, as Docker has it.
 */
export async function wire(
  sandbox: Sandbox,
  lab: Pick<Lab, "networks">,
  hosts: readonly (LabHost & { readonly localAddresses?: readonly string[] })[],
): Promise<{ readonly ports: readonly Port[]; readonly refused: readonly SettingRefused[] }> {
  for (const { name } of hosts) checkName(name);
  const bridges = new Map(lab.networks.map(({ name }, i) => [name, `br${i}`]));
  const ports = hosts
    .flatMap((host) => host.legs.map(({ network }) => ({ host: host.name, network })))
    .map((leg, i): Port => ({ ...leg, port: `port${i}`, bridge: bridges.get(leg.network) ?? "" }));
  await ip(sandbox, undefined, cabling(lab.networks, bridges, hosts, ports));
  const refused = await inParallel(hosts, CONFIGURED_AT_ONCE, (host) =>
    configure(sandbox, host, lab.networks),
  );
  return { ports, refused: refused.flat() };
}

/** Takes a leg off its bridge, or puts it back: no end sees its carrier go. */
export async function plug(sandbox: Sandbox, port: Port, state: "in" | "out"): Promise<void> {
  const master = state === "in" ? `master ${port.bridge}` : "nomaster";
  await ip(sandbox, undefined, [`link set ${port.port} ${master}`]);
}

/** Names are folder names and arguments of `ip netns`. */
function checkName(name: string): void {
  if (!/^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(name)) throw new Error(`\`${name}\` cannot name a host of a lab`);
}

function cabling(
  networks: readonly LabNetwork[],
  bridges: ReadonlyMap<string, string>,
  hosts: readonly LabHost[],
  ports: readonly Port[],
): readonly string[] {
  return [
    ...networks.flatMap(({ name, gateway }) => [
      `link add ${bridges.get(name)} type bridge`,
      `link set ${bridges.get(name)} up`,
      `address add ${gateway} dev ${bridges.get(name)}`,
    ]),
    ...hosts.map(({ name }) => `netns add ${name}`),
    ...ports.flatMap(({ host, port, bridge }, i) => [
      `link add ${port} type veth peer name eth${legNumber(ports, i)} netns ${host}`,
      `link set ${port} master ${bridge} up`,
    ]),
  ];
}

function legNumber(ports: readonly Port[], index: number): number {
  return ports.slice(0, index).filter(({ host }) => host === ports[index]?.host).length;
}

/** Gives a host whose legs are cabled its addresses, sysctls and routes; what of them the kernel did not take. */
export async function configure(
  sandbox: Sandbox,
  host: LabHost & { readonly localAddresses?: readonly string[] },
  networks: readonly LabNetwork[],
): Promise<readonly SettingRefused[]> {
  const gateway = networks.find(({ name }) => name === host.legs[0]?.network)?.gateway.split("/")[0];
  await ip(sandbox, host.name, [
    "link set lo up",
    ...host.legs.flatMap(({ address }, i) => [`address add ${address} dev eth${i}`, `link set eth${i} up`]),
    ...(host.localAddresses ?? []).map((address) => `address add ${address}/32 dev lo`),
    `route add default via ${gateway}`,
  ]);
  await setSysctls(sandbox, host.name, UNSET);
  const refused: SettingRefused[] = [];
  for (const setting of host.sysctls) {
    const reason = await setSysctls(sandbox, host.name, [setting]);
    if (reason !== undefined) refused.push({ host: host.name, setting, reason });
  }
  for (const setting of host.routes) {
    const words = ["ip", "route", "replace", ...setting.split(/\s+/)];
    const { status, stderr } = await sandbox.run(words, { namespace: host.name });
    if (status !== 0) refused.push({ host: host.name, setting, reason: stderr.trim() });
  }
  return refused;
}

/** Runs commands of `ip` in a namespace, or in the sandbox's own; throws a lab error if one of them fails. */
export async function ip(
  sandbox: Sandbox,
  namespace: string | undefined,
  commands: readonly string[],
): Promise<void> {
  const input = commands.join("\n");
  const { status, stderr } = await sandbox.run(["ip", "-batch", "-"], { input, namespace });
  if (status !== 0) throw new LabError(`ip${namespace ? ` -n ${namespace}` : ""}: ${stderr.trim()}`);
}

/** Why the kernel refuses them; undefined if it does not. */
async function setSysctls(
  sandbox: Sandbox,
  namespace: string,
  settings: readonly string[],
): Promise<string | undefined> {
  const script: string[] = [];
  for (const setting of settings) {
    const match = /^net\.([\w.-]+) ?= ?([\w -]+)$/.exec(setting);
    // Others are the machine's, not the namespace's.
    if (!match) return "it is not a sysctl of a network namespace";
    script.push(`echo ${match[2]} >/proc/sys/net/${match[1]?.replaceAll(".", "/")}`);
  }
  const { status, stderr } = await sandbox.run(["sh", "-ec", script.join("\n")], { namespace });
  return status === 0 ? undefined : stderr.trim();
}
