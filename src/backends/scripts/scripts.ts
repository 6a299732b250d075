import downSh from "../../../templates/scripts/down.sh.njk";
import hostSettings from "../../../templates/scripts/host-settings.tsv.njk";
import installToolsSh from "../../../templates/scripts/install-tools.sh.njk";
import causesJq from "../../../templates/scripts/scripts.d/causes.jq.njk";
import clustersSh from "../../../templates/scripts/scripts.d/clusters.sh.njk";
import hostsSh from "../../../templates/scripts/scripts.d/hosts.sh.njk";
import jobsSh from "../../../templates/scripts/scripts.d/jobs.sh.njk";
import judgeSh from "../../../templates/scripts/scripts.d/judge.sh.njk";
import leftoversSh from "../../../templates/scripts/scripts.d/leftovers.sh.njk";
import libSh from "../../../templates/scripts/scripts.d/lib.sh.njk";
import lookSh from "../../../templates/scripts/scripts.d/look.sh.njk";
import observedJq from "../../../templates/scripts/scripts.d/observed.jq.njk";
import preflightJq from "../../../templates/scripts/scripts.d/preflight.jq.njk";
import preflightSh from "../../../templates/scripts/scripts.d/preflight.sh.njk";
import routersSh from "../../../templates/scripts/scripts.d/routers.sh.njk";
import secretsSh from "../../../templates/scripts/scripts.d/secrets.sh.njk";
import stateSh from "../../../templates/scripts/scripts.d/state.sh.njk";
import verifyJq from "../../../templates/scripts/scripts.d/verify.jq.njk";
import verifyBgpJq from "../../../templates/scripts/scripts.d/verify-bgp.jq.njk";
import upSh from "../../../templates/scripts/up.sh.njk";
import verifySh from "../../../templates/scripts/verify.sh.njk";
import { PASSWORD_FORM, PASSWORD_WORDS } from "../../plan/password-rule.ts";
import type { Plan, PlannedCluster } from "../../plan/plan.ts";
import type { Artifact, Backend, Format } from "../backend.ts";
import { toolsView } from "./tools-view.ts";

/** The scripts that bring the lab up, verify it and take it down, and the host settings that they read. */
export const scripts: Backend = {
  name: "scripts",
  emit(plan) {
    const lab = labView(plan);
    const shell = (path: string, template: Artifact["template"], format: Format = "shell"): Artifact => ({
      path,
      format,
      template,
      view: { lab },
    });
    const part = (name: string, template: Artifact["template"]) =>
      shell(`scripts.d/${name}.sh`, template, "shell-part");
    const jq = (path: string, template: Artifact["template"]): Artifact => ({
      path,
      format: "jq",
      template,
      view: {},
    });
    return [
      shell("up.sh", upSh),
      shell("verify.sh", verifySh),
      shell("down.sh", downSh),
      part("look", lookSh),
      part("judge", judgeSh),
      jq("scripts.d/observed.jq", observedJq),
      jq("scripts.d/verify.jq", verifyJq),
      jq("scripts.d/verify-bgp.jq", verifyBgpJq),
      jq("scripts.d/causes.jq", causesJq),
      part("lib", libSh),
      part("jobs", jobsSh),
      part("state", stateSh),
      part("preflight", preflightSh),
      jq("scripts.d/preflight.jq", preflightJq),
      shell("install-tools.sh", installToolsSh),
      part("leftovers", leftoversSh),
      part("hosts", hostsSh),
      part("routers", routersSh),
      part("clusters", clustersSh),
      ...(plan.secrets.length > 0 ? [part("secrets", secretsSh)] : []),
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
    networks: plan.networks,
    clusters: plan.clusters.map((cluster) => ({
      ...cluster,
      nodeNames: cluster.nodes.map(({ name }) => name),
      containers: containersOf(cluster),
      promised: promisedBy(cluster, plan),
    })),
    routers: plan.routers.map(({ name, image, legs }) => ({ name, image, legs })),
    clients: plan.clients,
    ...toolsView(plan),
    images: imagesOf(plan),
    secrets: plan.secrets,
    hasSecrets: plan.secrets.length > 0,
    passwordForm: PASSWORD_FORM,
    passwordWords: PASSWORD_WORDS,
  };
}

/** What kind runs for a cluster: its nodes, and the load balancer in front of several control planes. */
function containersOf({ nodes, apiServer }: PlannedCluster): readonly string[] {
  return [...new Set([...nodes.map(({ name }) => name), apiServer.host])];
}

/** The services of a cluster, with the address that each is to have. */
function promisedBy({ services }: PlannedCluster, plan: Plan) {
  return services.map(({ name, replicas }) => ({
    name,
    replicas,
    address: plan.services.find((service) => service.name === name)?.address ?? "",
  }));
}

/** The images that Docker itself runs, each once; those of pods are inside the nodes. */
function imagesOf({ routers, clients, clusters }: Plan): readonly string[] {
  return [
    ...new Set([
      ...routers.map(({ image }) => image),
      ...clients.map(({ image }) => image),
      ...clusters.map(({ nodeImage }) => nodeImage),
    ]),
  ];
}
