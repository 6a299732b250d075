import { setTimeout as pause } from "node:timers/promises";
import type { Expected } from "../plan/expected.ts";
import type { Plan } from "../plan/plan.ts";
import type { RunningLab } from "./bring-up.ts";
import { unknown } from "./checks/check.ts";
import { checkAuthentication } from "./checks/check-authentication.ts";
import { checkExports } from "./checks/check-exports.ts";
import { checkFib } from "./checks/check-fib.ts";
import { checkReturnPath } from "./checks/check-return-path.ts";
import { type Communities, checkRib } from "./checks/check-rib.ts";
import { checkSessions } from "./checks/check-sessions.ts";
import { checkTimers } from "./checks/check-timers.ts";
import { communitiesOf, type RouterState } from "./frr/router-state.ts";
import type { LabHandle } from "./lab/lab-handle.ts";
import { type HostOf, hostName } from "./node-names.ts";
import type { Check } from "./report/report.ts";

/** Seconds in which FRR has said what it has to say to a new neighbour: it gathers for a moment before it sends. */
const SENT_AFTER = 5;

/** Looks at a lab that has settled: what the routers and nodes know, against the prediction. */
export async function examine(
  expected: Expected,
  plan: Plan,
  { lab, handle }: RunningLab,
  states: ReadonlyMap<string, RouterState>,
  hosts: HostOf,
): Promise<readonly Check[]> {
  const said = pause(SENT_AFTER * 1000);
  const checks: Check[] = [];
  for (const { name: router } of lab.routers) {
    const state = states.get(router);
    if (!state) {
      checks.push(...unanswered(router));
      continue;
    }
    const established = state.sessions.filter((session) => session.established);
    const nodes = established.map(({ address }) => hostName(hosts, address));
    const authentication = await checkAuthentication(plan, router, nodes, handle);
    const communities = await communitiesByPrefix(expected, router, state, handle);
    checks.push(
      checkSessions(expected, router, state, hosts),
      ...(authentication ? [authentication] : []),
      await checkTimers(expected, router, handle, hosts),
      checkRib(expected, router, state, communities, hosts),
      checkFib(expected, router, state, hosts),
    );
  }
  if (plan.clients.length === 0) checks.push(...unasked());
  else checks.push(await checkReturnPath(expected, plan, lab, handle));
  await said;
  for (const { name } of lab.routers) checks.push(await checkExports(expected, name, lab, handle));
  return checks;
}

/** Without a client no packet is sent. */
function unasked(): readonly Check[] {
  const found = "the inventory has no client: nothing was asked for";
  const ids = ["flows", "spread", "return-path"] as const;
  return ids.map((id) => ({
    id,
    subject: "the services",
    outcome: "skipped",
    expected: "",
    found,
    details: [],
  }));
}

/** A router whose daemons do not say anything: the check `config` may know why. */
function unanswered(router: string): readonly Check[] {
  const ids = ["sessions", "timers", "rib", "fib"] as const;
  return ids.map((id) => unknown(id, router, "an answer of FRR", "FRR does not answer"));
}

async function communitiesByPrefix(
  { routes }: Expected,
  router: string,
  { table }: RouterState,
  handle: LabHandle,
): Promise<Communities> {
  const known = routes.filter(({ router: name, prefix }) => name === router && table.has(prefix));
  const communities = new Map<string, ReadonlyMap<string, readonly string[]>>();
  for (const { prefix } of known) communities.set(prefix, await communitiesOf(handle, router, prefix));
  return communities;
}
