import type { Failure } from "../../plan/failure.ts";
import type { Check, Drill } from "../report/report.ts";
import type { Stopwatch } from "../stopwatch.ts";
import type { DrillGround } from "./drill-ground.ts";
import { faultsOf } from "./faults.ts";
import { runDrill } from "./run-drill.ts";

/** What the drills showed. */
export interface DrillResults {
  readonly drills: readonly Drill[];
  readonly checks: readonly Check[];
}

/**
 * One drill after the other, each from a lab that is whole: where it is not whole to begin with, or one drill has not
 * left it so, the others could show nothing.
 */
export async function runDrills(
  failures: readonly Failure[],
  ground: DrillGround,
  before: readonly Check[],
  watch: Stopwatch,
): Promise<DrillResults> {
  const drills: Drill[] = [];
  const checks: Check[] = [];
  for (const failure of failures) {
    for (const fault of faultsOf(failure, ground.running.ports)) {
      const subject = `${failure.text}: ${fault.event}`;
      if ([...before, ...checks].some(({ outcome }) => outcome === "fail")) {
        const found = "the lab was not whole to begin with";
        checks.push({ id: "failover", subject, outcome: "skipped", expected: "", found, details: [] });
        continue;
      }
      watch.phase(`drill: ${subject}`);
      const { drill, checks: own } = await runDrill(failure, fault, ground);
      drills.push(drill);
      checks.push(...own);
    }
  }
  return { drills, checks };
}
