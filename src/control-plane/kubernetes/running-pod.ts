import type { Resource } from "../applied.ts";

/** Who made a pod, and says what it is like. */
export type Owner = Resource<"Deployment">;

/** A pod that runs and is ready. */
export interface RunningPod {
  readonly name: string;
  readonly owner: Owner;
  readonly node: string;
  readonly address: string;
}
