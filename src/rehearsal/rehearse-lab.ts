import type { Expected } from "../plan/expected.ts";
import { parseExpected } from "../plan/expected-schema.ts";
import { bringUp } from "./bring-up.ts";
import { checkArtifacts } from "./checks/check-artifacts.ts";
import { deadPrograms } from "./dead-programs.ts";
import { runDrills } from "./drills/run-drills.ts";
import { examine } from "./examine.ts";
import { runFlows } from "./flows/run-flows.ts";
import { unexercisedBy } from "./frr/unexercised-by.ts";
import { handleOf } from "./lab/lab-handle.ts";
import type { Sandbox } from "./lab/sandbox.ts";
import type { MadeLab } from "./make-lab.ts";
import type { RehearsalOptions } from "./rehearsal-options.ts";
import { relevantLogs } from "./relevant-logs.ts";
import { CHECKS, type Check, type RehearsalReport } from "./report/report.ts";
import { withCauses } from "./report/with-causes.ts";
import { dialTime, waitForRoutes, waitForSessions } from "./settle.ts";
import type { Stopwatch } from "./stopwatch.ts";
import { startTwins, twinChecks } from "./twin/twins.ts";

/** What a rehearsal found out. */
export interface Findings extends Pick<
  RehearsalReport,
  "checks" | "flows" | "drills" | "unexercised" | "logs"
> {
  /** Stand-ins that did not live to the end: whatever was found is no verdict on the artifacts. */
  readonly dead: readonly string[];
}

/** Brings a lab up in a sandbox, waits until it has settled, looks at it, and drills. Throws if the sandbox ends meanwhile. */
export async function rehearseLab(
  { plan, own, artifacts, flows, failures }: RehearsalOptions,
  made: MadeLab,
  sandbox: Sandbox,
  watch: Stopwatch,
): Promise<Findings> {
  const expected = predictionOf(own.get("expected.json") ?? "");
  const routers = plan.routers.map(({ name }) => name);
  const handle = handleOf(sandbox);

  watch.phase("FRR and GoBGP");
  const [running, twins] = await Promise.all([bringUp(made.lab, handle), startTwins(handle, made.lab, plan)]);

  watch.phase("sessions");
  const nodes = made.lab.nodes.length;
  const patience = dialTime(plan) + 6 + nodes / 4;
  const isUp = await waitForSessions(expected, routers, handle, patience, watch.note);

  watch.phase("routes");
  // Without all sessions the others have had the time that their routes need.
  const states = await waitForRoutes(expected, routers, handle, made.hosts, isUp ? 5 + nodes / 10 : 0);

  watch.phase("checks, flows, attacks on the routers' twins");
  const [looked, asked, attacked] = await Promise.all([
    examine(expected, plan, running, states, made.hosts),
    runFlows(expected, handle, flows),
    twinChecks(twins, running.starts),
  ]);
  const unused = await unexercisedBy(running, attacked.evidence);
  const ground = { expected, plan, running, hosts: made.hosts };
  const drilled = await runDrills(failures, ground, [...looked, ...asked.checks], watch);

  const found = [
    ...checkArtifacts({ plan, own }, artifacts, made, running.refused),
    ...looked,
    ...asked.checks,
    ...attacked.checks,
    ...drilled.checks,
  ];
  const checks = withCauses(found, made.controlPlanes);
  const failed = checks.some(({ outcome }) => outcome === "fail");
  const dead = await deadPrograms(made.lab, handle);
  const logs = failed ? await relevantLogs(made.lab, handle) : [];
  return {
    checks: inOrder(checks),
    flows: asked.spreads,
    drills: drilled.drills,
    unexercised: unused,
    logs,
    dead,
  };
}

function predictionOf(expectedJson: string): Expected {
  const parsed = parseExpected(expectedJson);
  if ("problem" in parsed)
    throw new Error(`gen's own expected.json is not what it should be: ${parsed.problem}`);
  return parsed;
}

/** In the order of the list of checks, whichever was done first. */
function inOrder(checks: readonly Check[]): readonly Check[] {
  const order = Object.keys(CHECKS);
  return [...checks].sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
}
