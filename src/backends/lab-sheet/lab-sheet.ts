import gitattributes from "../../../templates/lab-sheet/gitattributes.njk";
import readme from "../../../templates/lab-sheet/README.md.njk";
import { OLDEST_DOCKER } from "../../network/tool-releases.ts";
import { acceptedText } from "../../plan/accepted-text.ts";
import { blackHole } from "../../plan/black-hole.ts";
import { blackHoleText } from "../../plan/expected-text.ts";
import { machineNeeds } from "../../plan/machine-needs.ts";
import { PASSWORD_WORDS } from "../../plan/password-rule.ts";
import type { Peering, Plan } from "../../plan/plan.ts";
import { sends } from "../../plan/sends.ts";
import type { Backend } from "../backend.ts";
import { predictionView } from "./prediction-view.ts";
import { some } from "./some.ts";

/** The lab sheet, what a reviewer reads first, and the mark that the tree is generated. */
export const labSheet: Backend = {
  name: "lab-sheet",
  emit: (plan) => [
    { path: "README.md", format: "markdown", template: readme, view: { lab: sheetView(plan) } },
    { path: ".gitattributes", format: "gitattributes", template: gitattributes, view: {} },
  ],
};

function sheetView(plan: Plan) {
  const { memory, disk } = machineNeeds(plan);
  return {
    name: plan.name,
    kind: plan.versions.kind,
    oldestDocker: OLDEST_DOCKER,
    memory: gibibytes(memory),
    disk: gibibytes(disk),
    networks: plan.networks,
    routers: plan.routers.map((router) => ({
      ...router,
      addresses: router.legs.map(({ address, length }) => `${address}/${length}`).join(", "),
    })),
    clusters: plan.clusters.map((cluster) => ({ ...cluster, nodeCount: cluster.nodes.length })),
    clients: plan.clients,
    pools: plan.pools,
    services: plan.services.map((service) => ({ ...service, servedBy: some(service.clusters) })),
    peerings: plan.peerings.map(peeringView),
    secrets: plan.secrets.map((secret) => ({ ...secret, password: PASSWORD_WORDS })),
    expected: predictionView(plan.expected),
  };
}

/** MiB as GiB, with one digit after the point: "3.2". */
function gibibytes(mebibytes: number): string {
  return (mebibytes / 1024).toFixed(1).replace(/\.0$/, "");
}

function peeringView(peering: Peering) {
  const { hold, keepalive, connectRetry } = peering.timers;
  const { enabled, restartTime } = peering.gracefulRestart;
  return {
    ...peering,
    times: `${hold} s / ${keepalive} s / ${connectRetry} s`,
    restart: enabled ? `${restartTime} s` : "off",
    blackHole: blackHoleText(blackHole(peering)),
    nodeNames: some(peering.nodes),
    accepted: acceptedText(peering),
    sends: sends(peering.policy),
  };
}
