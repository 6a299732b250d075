import { randomBytes } from "node:crypto";
import { differingFiles } from "./differing-files.ts";
import { drillsLimit } from "./drills/drill-times.ts";
import { LabError, SandboxEnded } from "./lab/lab-error.ts";
import { openSandbox, type Sandbox } from "./lab/sandbox.ts";
import { type MadeLab, makeLab } from "./make-lab.ts";
import { withoutPasswords } from "./passwords.ts";
import type { RehearsalOptions } from "./rehearsal-options.ts";
import { type Findings, rehearseLab } from "./rehearse-lab.ts";
import type { RehearsalReport } from "./report/report.ts";
import { verdictOf } from "./report/verdict.ts";
import { dialTime } from "./settle.ts";
import { type Progress, type Stopwatch, startStopwatch } from "./stopwatch.ts";
import { toolVersions } from "./tool-versions.ts";

const NOTHING: Findings = { checks: [], flows: [], drills: [], unexercised: [], logs: [], dead: [] };

/**
 * Brings artifacts up in namespaces of their own, with FRR and with GoBGP in place of Cilium, and compares what is seen
 * with the inventory's prediction. Everything is taken down at the end, however it comes. Throws the reason of `signal`, and a
 * lab error if there is no sandbox to be had; what else keeps it from finding out is its verdict.
 */
export async function rehearse(options: RehearsalOptions, progress: Progress): Promise<RehearsalReport> {
  const watch = startStopwatch(progress);
  watch.phase("namespaces");
  const run = randomBytes(3).toString("hex");
  const made = makeLab(options.plan, options.artifacts);
  const sandbox = await openSandbox(run, limitSeconds(options));
  const abort = () => void sandbox.close();
  options.signal.addEventListener("abort", abort, { once: true });
  try {
    options.signal.throwIfAborted(); // it may have come while the sandbox was opened
    const found = await rehearseLab(options, made, sandbox, watch);
    return report(options, run, made, found, verdictOf(found.checks, found.dead), watch);
  } catch (error) {
    options.signal.throwIfAborted();
    if (!(error instanceof LabError)) throw error;
    const broken = { verdict: "INCONCLUSIVE", reason: error.message } as const;
    return report(options, run, made, NOTHING, broken, watch);
  } finally {
    options.signal.removeEventListener("abort", abort);
    const isKept = options.keep && !options.signal.aborted && (await keepIfAlive(sandbox));
    if (!isKept) await sandbox.close();
  }
}

/**
 * Far more than it takes: the sandbox ends by itself then, whatever has become of gen. What takes as long as the
 * inventory's times want comes from the plan; a client's requests to a service are cut short by themselves.
 */
function limitSeconds({ plan, failures }: RehearsalOptions): number {
  const nodes = plan.clusters.reduce((sum, cluster) => sum + cluster.nodes.length, 0);
  const drills = failures.reduce((sum, failure) => sum + drillsLimit(plan, failure), 0);
  return 300 + 5 * nodes + dialTime(plan) + 30 * plan.expected.answers.length + drills;
}

/** Whether it could be kept: one that has ended by itself is gone, and the report says so. */
async function keepIfAlive(sandbox: Sandbox): Promise<boolean> {
  try {
    await sandbox.keep();
    return true;
  } catch (error) {
    if (error instanceof SandboxEnded) return false;
    throw error;
  }
}

function report(
  { plan, folder, artifacts, own }: RehearsalOptions,
  run: string,
  { lab, passwords }: MadeLab,
  { dead: _, ...seen }: Findings,
  { verdict, reason }: ReturnType<typeof verdictOf>,
  watch: Stopwatch,
): RehearsalReport {
  const whole: RehearsalReport = {
    inventory: plan.name,
    run,
    artifacts: folder,
    differing: differingFiles(artifacts, own),
    verdict,
    reason,
    versions: toolVersions(),
    counts: {
      routers: lab.routers.length,
      nodes: lab.nodes.length,
      clients: lab.clients.length,
      sessions: plan.expected.sessions.length,
      flows: seen.flows.reduce((sum, { requests }) => sum + requests, 0),
    },
    phases: watch.phases(),
    ...seen,
  };
  return withoutPasswords(whole, passwords);
}
