import bgpAdvertisement from "../../../templates/cilium/bgp-advertisement.yaml.njk";
import bgpCluster from "../../../templates/cilium/bgp-cluster.yaml.njk";
import bgpPeers from "../../../templates/cilium/bgp-peers.yaml.njk";
import values from "../../../templates/cilium/cilium-values.yaml.njk";
import ipPools from "../../../templates/cilium/ip-pools.yaml.njk";
import kustomization from "../../../templates/cilium/kustomization.yaml.njk";
import service from "../../../templates/cilium/service.yaml.njk";
import type { Plan, PlannedCluster } from "../../plan/plan.ts";
import type { Artifact, Backend } from "../backend.ts";

/** Cilium: Helm values, and the manifests that make a cluster announce its services, with the services themselves. */
export const cilium: Backend = {
  name: "cilium",
  emit: (plan) => plan.clusters.flatMap((cluster) => emitCluster(cluster, plan)),
};

function emitCluster(cluster: PlannedCluster, plan: Plan): readonly Artifact[] {
  const yaml = (path: string, template: Artifact["template"], view: Artifact["view"]): Artifact => ({
    path: `${cluster.name}/${path}`,
    format: "yaml",
    template,
    view,
  });
  const manifest = (name: string, template: Artifact["template"], view: Artifact["view"]) =>
    yaml(`manifests/${name}`, template, view);
  const peerings = plan.peerings.filter((peering) => peering.cluster === cluster.name);
  const pools = plan.pools.filter(({ name }) => cluster.pools.includes(name));
  const resources = [
    ...(pools.length > 0 ? [manifest("ip-pools.yaml", ipPools, { cluster, pools })] : []),
    manifest("bgp-peers.yaml", bgpPeers, {
      cluster,
      peerings: peerings.map((peering) => ({ ...peering, offLink: peering.multihop > 1 })),
      secrets: plan.secrets.filter((secret) => secret.cluster === cluster.name),
    }),
    manifest("bgp-cluster.yaml", bgpCluster, { cluster, instance: `asn-${cluster.asn}`, peerings }),
    manifest("bgp-advertisement.yaml", bgpAdvertisement, {
      cluster,
      addresses: cluster.advertise,
    }),
    ...servicesOf(cluster, plan).map((view) =>
      manifest(`service-${view.service.name}.yaml`, service, { cluster, ...view }),
    ),
  ];
  const names = resources.map(({ path }) => path.slice(path.lastIndexOf("/") + 1));
  return [
    yaml("cilium-values.yaml", values, { cluster, podSupernet: plan.podSupernet }),
    manifest("kustomization.yaml", kustomization, { names }),
    ...resources,
  ];
}

function servicesOf(cluster: PlannedCluster, { services }: Plan) {
  return cluster.services.flatMap((served) =>
    services
      .filter(({ name }) => name === served.name)
      .map((service) => ({
        service,
        replicas: served.replicas,
        clusterIp: served.clusterIp,
        chosen: served.clusterIp !== "",
      })),
  );
}
