import { CILIUM_CLI } from "../../../src/network/tool-releases.ts";

/** How long things take in the world, in seconds: short, and never nothing, so that scripts have to wait for them. */
export interface Delays {
  /** Between two steps of a command, where it can be killed half done. */
  readonly step: number;
  /** From the start of a control plane's container until its API server answers. */
  readonly apiServer: number;
  /** From the start of Cilium until its operator has registered its kinds. */
  readonly crds: number;
  /** From the start of Cilium, or of the node, until the agent of the node is ready. */
  readonly agent: number;
  /** From a change of a Deployment until its pods are ready. */
  readonly pods: number;
}

export const DELAYS: Delays = { step: 0.01, apiServer: 0.3, crds: 0.5, agent: 0.4, pods: 0.3 };

/** What the stand-ins say they are, without the `v`. */
export interface Versions {
  readonly kind: string;
  readonly kubectl: string;
  readonly cilium: string;
}

export const VERSIONS: Versions = { kind: "0.31.0", kubectl: "1.33.7", cilium: CILIUM_CLI };
