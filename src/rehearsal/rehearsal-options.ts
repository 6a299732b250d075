import type { Failure } from "../plan/failure.ts";
import type { Plan } from "../plan/plan.ts";
import type { Artifacts } from "./make-lab.ts";

/** What is rehearsed, and how. */
export interface RehearsalOptions {
  readonly plan: Plan;
  /** What gen would write now, by path: its expected.json is the prediction that everything is compared with. */
  readonly own: Artifacts;
  /** Content by path relative to the tree. */
  readonly artifacts: Artifacts;
  /** The folder that they were read from; empty for what gen would write now. */
  readonly folder: string;
  readonly failures: readonly Failure[];
  /** Requests of each client to each service; undefined: enough for the spread to be judged. */
  readonly flows: number | undefined;
  readonly keep: boolean;
  /** Ctrl-C. */
  readonly signal: AbortSignal;
}
