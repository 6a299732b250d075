import type { Plan } from "../../plan/plan.ts";
import { unknown } from "../checks/check.ts";
import { checkConfig } from "../checks/check-config.ts";
import { checkLeaks } from "../checks/check-leaks.ts";
import { checkMaximumPrefix } from "../checks/check-maximum-prefix.ts";
import { type Evidence, mergeEvidence } from "../frr/coverage.ts";
import { frrEvidence } from "../frr/frr-evidence.ts";
import type { FrrStart } from "../lab/frr.ts";
import { startFrr } from "../lab/frr.ts";
import { ifAnswered, LabError, troubleOf } from "../lab/lab-error.ts";
import type { LabHandle } from "../lab/lab-handle.ts";
import type { Lab, LabRouter } from "../lab/topology.ts";
import type { Check } from "../report/report.ts";
import { type Attacker, announce, startAttacker } from "./attacker.ts";
import { attackerSessions } from "./attacker-sessions.ts";
import { isLimit } from "./endings.ts";
import { type Flood, floodTwin } from "./floods.ts";
import { hostileRoutes } from "./hostile-routes.ts";
import { findLeaks, type Leaks } from "./leaks.ts";
import { hasBgp, liftLimits } from "./sabotage.ts";
import type { Twin } from "./twin.ts";
import { waitForAttacker } from "./twin-sessions.ts";
import { wireTwin } from "./twin-wiring.ts";

/** Routers beside those of a lab, with the same configuration, on which everything may be tried. */
export interface Twins {
  readonly handle: LabHandle;
  readonly plan: Plan;
  readonly twins: readonly Twin[];
}

/** What the twins told: checks of every router, and by the router's name what its twin showed of its configuration. */
export interface TwinFindings {
  readonly checks: readonly Check[];
  readonly evidence: ReadonlyMap<string, Evidence>;
}

/**
 * Starts a twin of each router and its attacker, which announces from the start on whatever an attacker might. Returns
 * when the daemons run; GoBGP dials five to ten seconds later. Meant to be called as soon as the sandbox is there.
 */
export async function startTwins(
  handle: LabHandle,
  lab: Pick<Lab, "networks" | "routers">,
  plan: Plan,
): Promise<Twins> {
  const twins = await Promise.all(lab.routers.map((router) => startTwin(handle, lab, plan, router)));
  return { handle, plan, twins };
}

/**
 * Waits for the attackers' sessions and makes the checks `leaks`, `maximum-prefix` and, last, `config`, for which
 * `starts` says how FRR started on each router of the lab. Done once: the twins are of no use after it.
 */
export async function twinChecks(
  { handle, plan, twins }: Twins,
  starts: ReadonlyMap<string, FrrStart>,
): Promise<TwinFindings> {
  const found = await Promise.all(
    twins.map(async (twin) => {
      const { checks, evidence } = await attack(handle, plan, twin);
      const start = starts.get(twin.router.name) ?? twin.start;
      return { checks: [await checkConfig(handle, twin.router, twin, start), ...checks], evidence };
    }),
  );
  return {
    checks: found.flatMap(({ checks }) => checks),
    evidence: new Map(found.map(({ evidence }, i) => [twins[i]?.router.name ?? "", evidence])),
  };
}

async function startTwin(
  handle: LabHandle,
  { networks }: Pick<Lab, "networks">,
  plan: Plan,
  router: LabRouter,
): Promise<Twin> {
  const host = `TWIN-${router.name}`;
  const attacker: Attacker = { host: `ATTACKER-${router.name}`, sessions: attackerSessions(plan, router) };
  const twinRouter = { ...router, name: host };
  await wireTwin(handle.sandbox, twinRouter, attacker, networks);
  const startedAt = performance.now();
  const [start, trouble] = await Promise.all([
    startFrr(handle.sandbox, twinRouter),
    prepareAttacker(handle, plan, attacker),
  ]);
  const runningConfig = await withoutLimits(handle, host);
  return { router, host, start, runningConfig, attacker, trouble, startedAt };
}

/** What kept the attacker from being ready; empty if nothing did. */
async function prepareAttacker(handle: LabHandle, plan: Plan, attacker: Attacker): Promise<string> {
  if (attacker.sessions.length === 0) return "";
  try {
    await startAttacker(handle, attacker);
    const prefixes = hostileRoutes(plan).map(({ prefix }) => prefix);
    await announce(handle, attacker, prefixes, ["all"]);
    return "";
  } catch (error) {
    return troubleOf(error);
  }
}

/** The limits wait until it is known what the filters let pass; returns the configuration with them. */
async function withoutLimits(handle: LabHandle, host: string): Promise<string> {
  const runningConfig = await ifAnswered(handle.vtysh(host, "show running-config"));
  if (runningConfig === undefined) return ""; // FRR does not run: the check `config` says so
  const commands = liftLimits(runningConfig);
  const isLifted = commands.length === 0 || (await ifAnswered(handle.vtysh(host, ...commands))) !== undefined;
  return isLifted ? runningConfig : "";
}

async function attack(
  handle: LabHandle,
  plan: Plan,
  twin: Twin,
): Promise<{ readonly checks: readonly Check[]; readonly evidence: Evidence }> {
  const { router } = twin;
  let leaks: readonly Leaks[] = [];
  let floods: readonly Flood[] = [];
  let evidence: Partial<Evidence> = {};
  try {
    if (twin.attacker.sessions.length > 0) {
      if (twin.trouble !== "") throw new LabError(twin.trouble);
      if (!hasBgp(twin.runningConfig)) throw new LabError("FRR has no BGP with this configuration");
      leaks = await findLeaks(handle, plan, twin, await waitForAttacker(handle, twin));
      evidence = await frrEvidence(handle, twin.host, router.frrConf, true);
      floods = await floodTwin(handle, plan, twin, leaks);
    }
    return {
      checks: [checkLeaks(router.name, leaks, floods), checkMaximumPrefix(twin, leaks, floods)],
      evidence: mergeEvidence(evidence, { limits: limitsSeen(floods) }),
    };
  } catch (error) {
    const reason = troubleOf(error);
    const ids = ["leaks", "maximum-prefix"] as const;
    return {
      checks: ids.map((id) => unknown(id, router.name, "an attack on the router's twin", reason)),
      evidence: mergeEvidence(evidence),
    };
  }
}

function limitsSeen(floods: readonly Flood[]): Evidence["limits"] {
  return floods.flatMap(({ session, ending }) =>
    ending && isLimit(ending)
      ? { neighbour: session.neighbour, maximum: ending.limit ?? session.peering.maximumPrefixes }
      : [],
  );
}
