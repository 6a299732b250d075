import { formatHost } from "../address/host.ts";
import { parsePrefix } from "../address/prefix.ts";
import type { ControlPlane } from "../control-plane/control-plane.ts";
import { controlPlane } from "../control-plane/make-control-plane.ts";
import type { Plan, PlannedCluster, PlannedRouter } from "../plan/plan.ts";
import { representativeAddresses } from "../plan/representative-addresses.ts";
import { type HostSettings, readHostSettings } from "./host-settings.ts";
import type { Lab, LabHost, LabNode, LabRouter } from "./lab/topology.ts";
import type { HostOf } from "./node-names.ts";

/** The content of the artifacts by path relative to the tree. */
export type Artifacts = ReadonlyMap<string, string>;

/** What the artifacts make: the lab to bring up, and what Kubernetes and Cilium would say to them. */
export interface MadeLab {
  readonly lab: Lab;
  /** By cluster. */
  readonly controlPlanes: ReadonlyMap<string, ControlPlane>;
  readonly hosts: HostOf;
  /** Artifacts that a host needs and that are not there. */
  readonly missing: readonly string[];
}

/**
 * A lab out of artifacts. What is attached where, and the addresses of routers and clients, are up.sh's arguments, which
 * are not rehearsed: they come from the plan. Everything else comes from the files.
 */
export function makeLab(plan: Plan, artifacts: Artifacts): MadeLab {
  const settings = readHostSettings(artifacts.get("host-settings.tsv") ?? "");
  const missing = ["host-settings.tsv"].filter((path) => !artifacts.has(path));
  const file = (path: string) => {
    const content = artifacts.get(path);
    if (content === undefined) missing.push(path);
    return content ?? "";
  };
  const address = nodeAddresses(plan);
  const controlPlanes = new Map(
    plan.clusters.map((cluster) => [
      cluster.name,
      controlPlane(filesBelow(`${cluster.name}/`, artifacts), (node) => address(node, cluster)),
    ]),
  );
  const lab: Lab = {
    networks: plan.networks.map(({ name, subnet, gateway }) => ({
      name,
      gateway: `${gateway}/${subnet.split("/")[1]}`,
    })),
    routers: plan.routers.map((router) => labRouter(router, settings, file)),
    nodes: plan.clusters.flatMap((cluster) =>
      labNodes(cluster, controlPlanes.get(cluster.name), plan, settings, address),
    ),
    clients: plan.clients.map(({ name, network, address: own }) =>
      labHost(name, [leg(network, own, plan)], settings),
    ),
  };
  return { lab, controlPlanes, hosts: hostsOf(lab), missing };
}

type NodeAddress = (node: string, cluster: PlannedCluster) => string;

/** A node that the inventory does not have, for a tree was edited, gets one of the last addresses of its network's node range. */
function nodeAddresses(plan: Plan): NodeAddress {
  const known = new Map(representativeAddresses(plan));
  const spare = new Map<string, bigint>();
  return (node, { network }) => {
    const address = known.get(node);
    if (address !== undefined) return address;
    const range = parsePrefix(plan.networks.find(({ name }) => name === network)?.nodeRange ?? "");
    if (!range) throw new Error(`the network ${network} has no node range`);
    const value = spare.get(network) ?? range.last - 1n;
    spare.set(network, value - 1n);
    const text = formatHost({ family: range.family, value });
    known.set(node, text);
    return text;
  };
}

function labRouter(router: PlannedRouter, settings: HostSettings, file: (path: string) => string): LabRouter {
  const { name, legs } = router;
  return {
    name,
    legs: legs.map(({ network, address, length }) => ({ network, address: `${address}/${length}` })),
    sysctls: settings(name, "sysctl"),
    routes: settings(name, "route"),
    frrConf: file(`${name}/frr.conf`),
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
