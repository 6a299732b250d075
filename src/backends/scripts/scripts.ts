import downSh from "../../../templates/scripts/down.sh.njk";
import hostSettings from "../../../templates/scripts/host-settings.tsv.njk";
import upSh from "../../../templates/scripts/up.sh.njk";
import verifySh from "../../../templates/scripts/verify.sh.njk";
import type { Plan, PlannedCluster } from "../../plan/plan.ts";
import type { Backend } from "../backend.ts";

/** The scripts that bring the lab up, verify it and take it down, and the host settings that they read. */
export const scripts: Backend = {
  name: "scripts",
  emit(plan) {
    const lab = labView(plan);
    return [
      { path: "up.sh", format: "shell", template: upSh, view: { lab } },
      { path: "verify.sh", format: "shell", template: verifySh, view: {} },
      { path: "down.sh", format: "shell", template: downSh, view: { lab } },
      {
        path: "host-settings.tsv",
        format: "tsv",
        template: hostSettings,
        view: { settings: plan.hostSettings },
      },
    ];
  },
};

function labView(plan: Plan) {
  return {
    name: plan.name,
    kind: plan.versions.kind,
    networks: plan.networks,
    clusters: plan.clusters.map((cluster) => ({
      ...cluster,
      nodeNames: cluster.nodes.map(({ name }) => name),
      containers: containersOf(cluster),
    })),
    routers: plan.routers.map(({ name, image, legs }) => ({ name, image, legs })),
    clients: plan.clients,
  };
}

/** What kind runs for a cluster: its nodes, and the load balancer in front of several control planes. */
function containersOf({ nodes, apiServer }: PlannedCluster): readonly string[] {
  return [...new Set([...nodes.map(({ name }) => name), apiServer.host])];
}
