import {
  DROPPING_DOCKER,
  kindSums,
  kubectlSums,
  OLDEST_DOCKER,
  type Sums,
} from "../../network/tool-releases.ts";
import { machineNeeds } from "../../plan/machine-needs.ts";
import type { Plan } from "../../plan/plan.ts";

/** A program that install-tools.sh fetches: its release and the sums of its binaries, empty where none are pinned. */
export interface ToolView extends Sums {
  readonly version: string;
}

/** What install-tools.sh fetches, and what preflight.sh compares this machine with beyond the lab's own parts. */
export function toolsView(plan: Plan): Readonly<Record<string, unknown>> {
  const { versions, podSupernet } = plan;
  return {
    tools: {
      kubectl: tool(versions.kubectl, kubectlSums(versions.kubectl)),
      kind: tool(versions.kind, kindSums(versions.kind)),
      cilium: tool(versions.ciliumCli, undefined),
    },
    oldestDocker: OLDEST_DOCKER,
    droppingDocker: DROPPING_DOCKER,
    podSupernet,
    needs: machineNeeds(plan),
  };
}

function tool(version: string, sums: Sums = { amd64: "", arm64: "" }): ToolView {
  return { version, ...sums };
}
