import { formatHost } from "../address/host.ts";
import { parsePrefix } from "../address/prefix.ts";
import type { ControlPlane } from "../control-plane/control-plane.ts";
import { controlPlane } from "../control-plane/make-control-plane.ts";
import type { Plan, PlannedCluster, PlannedRouter } from "../plan/plan.ts";
import { representativeAddresses } from "../plan/representative-addresses.ts";
import { type HostRole, type HostSettings, readHostSettings, unusedSettings } from "./host-settings.ts";
import type { Lab, LabHost, LabNode, LabRouter } from "./lab/topology.ts";
import type { HostOf } from "./node-names.ts";
import { withOwnNames } from "./own-names.ts";
import { type Passwords, randomPasswords, secretsOf, withPasswords } from "./passwords.ts";

/** The content of the artifacts by path relative to the tree. */
export type Artifacts = ReadonlyMap<string, string>;

/** What the artifacts make: the lab to bring up, and what Kubernetes and Cilium would say to them. */
export interface MadeLab {
  readonly lab: Lab;
  /** By cluster. */
  readonly controlPlanes: ReadonlyMap<string, ControlPlane>;
  readonly hosts: HostOf;
  /** Lines of host-settings.tsv that are for nobody. */
  readonly unusedSettings: readonly string[];
  /** Of the sessions that are authenticated. */
  readonly passwords: Passwords;
}

/**
 * A lab out of artifacts. What is attached where, and the addresses of routers and clients, are up.sh's arguments, which
 * are not rehearsed: they come from the plan. Everything else comes from the files, but for passwords, which no file has:
 * they are handed to routers and clusters as up.sh does it.
 */
export function makeLab(plan: Plan, artifacts: Artifacts, passwords = randomPasswords(plan)): MadeLab {
  const file = (path: string) => artifacts.get(path) ?? "";
  const address = nodeAddresses(plan);
  const controlPlanes = withOwnNames(
    plan,
    new Map(
      plan.clusters.map((cluster) => [
        cluster.name,
        controlPlane(
          filesBelow(`${cluster.name}/`, artifacts),
          (node) => address(node, cluster),
          secretsOf(cluster.name, passwords),
        ),
      ]),
    ),
  );
  const roles = rolesOf(plan, controlPlanes);
  const settings = readHostSettings(file("host-settings.tsv"), roles);
  const lab: Lab = {
    networks: plan.networks.map(({ name, subnet, gateway }) => ({
      name,
      gateway: `${gateway}/${subnet.split("/")[1]}`,
    })),
    routers: plan.routers.map((router) => labRouter(router, settings, file, passwords)),
    nodes: plan.clusters.flatMap((cluster) =>
      labNodes(cluster, controlPlanes.get(cluster.name), plan, settings, address),
    ),
    clients: plan.clients.map(({ name, network, address: own }) =>
      labHost(name, [leg(network, own, plan)], settings),
    ),
  };
  const unused = unusedSettings(file("host-settings.tsv"), roles);
  return { lab, controlPlanes, hosts: hostsOf(lab), unusedSettings: unused, passwords };
}

function rolesOf(
  plan: Plan,
  controlPlanes: ReadonlyMap<string, ControlPlane>,
): ReadonlyMap<string, HostRole> {
  return new Map<string, HostRole>([
    ...plan.routers.map(({ name }) => [name, "router"] as const),
    ...[...controlPlanes.values()].flatMap(({ nodes }) => nodes.map(({ name }) => [name, "node"] as const)),
    ...plan.clients.map(({ name }) => [name, "client"] as const),
  ]);
}

type NodeAddress = (node: string, cluster: PlannedCluster) => string;

/**
 * A node that the inventory does not have in the cluster, for a tree was edited, gets one of the last addresses of its
 * network's node range.
 */
function nodeAddresses(plan: Plan): NodeAddress {
  const representative = representativeAddresses(plan);
  const known = new Map(
    plan.clusters.flatMap(({ name: cluster, nodes }) =>
      nodes.map(({ name }) => [`${cluster} ${name}`, representative.get(name)] as const),
    ),
  );
  const spare = new Map<string, bigint>();
  return (node, { name: cluster, network }) => {
    const address = known.get(`${cluster} ${node}`);
    if (address !== undefined) return address;
    const range = parsePrefix(plan.networks.find(({ name }) => name === network)?.nodeRange ?? "");
    if (!range) throw new Error(`the network ${network} has no node range`);
    let value = spare.get(network) ?? range.last - 1n;
    while ([...known.values()].includes(formatHost({ family: range.family, value }))) value--;
    spare.set(network, value - 1n);
    const text = formatHost({ family: range.family, value });
    known.set(`${cluster} ${node}`, text);
    return text;
  };
}

function labRouter(
  router: PlannedRouter,
  settings: HostSettings,
  file: (path: string) => string,
  passwords: Passwords,
): LabRouter {
  const { name, legs } = router;
  return {
    name,
    legs: legs.map(({ network, address, length }) => ({ network, address: `${address}/${length}` })),
    sysctls: settings(name, "sysctl"),
    routes: settings(name, "route"),
    frrConf: withPasswords(file(`${name}/frr.conf`), passwords),
    daemons: file(`${name}/daemons`),
    vtyshConf: file(`${name}/vtysh.conf`),
  };
}

function labNodes(
  cluster: PlannedCluster,
  made: ControlPlane | undefined,
  plan: Plan,
  settings: HostSettings,
  address: NodeAddress,
): readonly LabNode[] {
  return (made?.nodes ?? []).map(({ name }) => ({
    ...labHost(name, [leg(cluster.network, address(name, cluster), plan)], settings),
    speakers: made?.speakers.filter(({ node }) => node === name) ?? [],
    frontends: made?.frontends.filter(({ node }) => node === name) ?? [],
  }));
}

function labHost(name: string, legs: LabHost["legs"], settings: HostSettings): LabHost {
  return { name, legs, sysctls: settings(name, "sysctl"), routes: settings(name, "route") };
}

function leg(network: string, address: string, plan: Plan): LabHost["legs"][number] {
  const length = plan.networks.find(({ name }) => name === network)?.subnet.split("/")[1];
  return { network, address: `${address}/${length}` };
}

function filesBelow(folder: string, artifacts: Artifacts): Artifacts {
  return new Map(
    [...artifacts].flatMap(([path, content]) =>
      path.startsWith(folder) ? [[path.slice(folder.length), content] as const] : [],
    ),
  );
}

function hostsOf({ routers, nodes, clients }: Lab): HostOf {
  return new Map(
    [...routers, ...nodes, ...clients].flatMap(({ name, legs }) =>
      legs.map(({ address }) => [address.split("/")[0] ?? "", name] as const),
    ),
  );
}
