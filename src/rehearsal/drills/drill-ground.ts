import type { Expected } from "../../plan/expected.ts";
import type { Plan } from "../../plan/plan.ts";
import type { RunningLab } from "../bring-up.ts";
import type { HostOf } from "../node-names.ts";

/** A drill's surroundings: the lab as it is when all is well. */
export interface DrillGround {
  readonly expected: Expected;
  readonly plan: Plan;
  readonly running: RunningLab;
  readonly hosts: HostOf;
}
