import type { Sandbox } from "./sandbox.ts";
import type { Lab, LabHost, LabLeg } from "./topology.ts";

/** A new network namespace copies these from the machine (one with Docker forwards); a node starts without them. */
const UNSET = ["net.ipv4.ip_forward=0", "net.ipv4.conf.all.rp_filter=0", "net.ipv4.conf.default.rp_filter=0"];

interface Node {
  readonly name: string;
  readonly legs: readonly LabLeg[];
  readonly sysctls: readonly string[];
  readonly routes: readonly string[];
  readonly localAddresses: readonly string[];
}

/** One namespace per node, one bridge per network (in the sandbox's own namespace), addresses, sysctls and routes. */
export async function wire(sandbox: Sandbox, lab: Lab): Promise<void> {
  const nodes: Node[] = [
    ...lab.routers.map((router) => ({ ...router, routes: [], localAddresses: [] })),
    ...[...lab.speakers, ...lab.hosts].map(hostNode),
  ];
  for (const { name } of nodes) checkName(name);
  await ip(sandbox, [], cabling(nodes));
  await Promise.all(nodes.map((node) => configure(sandbox, node)));
}

function hostNode(host: LabHost): Node {
  const { name, routes, localAddresses = [] } = host;
  return { name, legs: [host], sysctls: [], routes, localAddresses };
}

/** Names are folder names and arguments of `ip netns`. */
function checkName(name: string): void {
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(name)) throw new Error(`\`${name}\` cannot name a node of a lab`);
}

function cabling(nodes: readonly Node[]): readonly string[] {
  const networks = [...new Set(nodes.flatMap((node) => node.legs.map((leg) => leg.network)))];
  const bridges = networks.flatMap((_, i) => [`link add bridge${i} type bridge`, `link set bridge${i} up`]);
  let ports = 0;
  const cables = nodes.flatMap((node) => [
    `netns add ${node.name}`,
    ...node.legs.flatMap((leg, i) => {
      const port = `port${ports++}`;
      return [
        `link add ${port} type veth peer name eth${i} netns ${node.name}`,
        `link set ${port} master bridge${networks.indexOf(leg.network)} up`,
      ];
    }),
  ]);
  return [...bridges, ...cables];
}

async function configure(sandbox: Sandbox, node: Node): Promise<void> {
  await ip(
    sandbox,
    ["-n", node.name],
    [
      "link set lo up",
      ...node.legs.flatMap((leg, i) => [addAddress(leg.address, `eth${i}`), `link set eth${i} up`]),
      ...node.localAddresses.map((address) => addAddress(address, "lo")),
    ],
  );
  await setSysctls(sandbox, node.name, [...UNSET, ...node.sysctls]);
  await ip(
    sandbox,
    ["-n", node.name],
    node.routes.map((route) => `route add ${route}`),
  );
}

function addAddress(address: string, device: string): string {
  // Without nodad an IPv6 address cannot be used for its first second.
  return `address add ${address} dev ${device}${address.includes(":") ? " nodad" : ""}`;
}

async function ip(sandbox: Sandbox, options: readonly string[], commands: readonly string[]): Promise<void> {
  if (commands.length === 0) return;
  const { status, stderr } = await sandbox.run(["ip", ...options, "-batch", "-"], {
    input: commands.join("\n"),
  });
  if (status !== 0) throw new Error(`ip ${options.join(" ")}: ${stderr.trim()}\n${commands.join("\n")}`);
}

async function setSysctls(sandbox: Sandbox, node: string, settings: readonly string[]): Promise<void> {
  const script = settings.map((setting) => {
    const match = /^net\.([\w.-]+) ?= ?([\w -]+)$/.exec(setting);
    // Others are the machine's, not the namespace's.
    if (!match) throw new Error(`${node}: \`${setting}\` is not a sysctl of a network namespace`);
    return `echo ${match[2]} >/proc/sys/net/${match[1]?.replaceAll(".", "/")}`;
  });
  const { status, stderr } = await sandbox.run(["ip", "netns", "exec", node, "sh", "-ec", script.join("\n")]);
  if (status !== 0) throw new Error(`${node}: sysctl: ${stderr.trim()}`);
}
