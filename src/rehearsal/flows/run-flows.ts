import type { Expected } from "../../plan/expected.ts";
import { checkFlows, spreadOf } from "../checks/check-flows.ts";
import { checkSpread, FLOWS_PER_NEXT_HOP } from "../checks/check-spread.ts";
import type { LabHandle } from "../lab/lab-handle.ts";
import type { Check, FlowSpread } from "../report/report.ts";
import { requestFlows } from "./request-flows.ts";

/** Requests of each client to each service, unless somebody asks for another number. */
const REQUESTS = 400;

/** What the clients' requests showed. */
export interface FlowResults {
  readonly checks: readonly Check[];
  readonly spreads: readonly FlowSpread[];
}

/** Each client asks each service that it should reach; real TCP connections, one after another at each service. */
export async function runFlows(
  expected: Expected,
  handle: LabHandle,
  flows: number | undefined,
): Promise<FlowResults> {
  const checks: Check[] = [];
  const spreads: FlowSpread[] = [];
  for (const answer of expected.answers) {
    const route = expected.routes.find(
      ({ router, service, kind }) =>
        router === answer.router && service === answer.service && kind === "LoadBalancerIP",
    );
    const requests = flows ?? Math.max(REQUESTS, 2 * FLOWS_PER_NEXT_HOP * (route?.nextHops ?? 0));
    const answers = await requestFlows(answer, requests, handle);
    const spread = spreadOf(answer, expected, requests, answers);
    spreads.push(spread);
    checks.push(checkFlows(answer, requests, spread, answers));
    if (route) checks.push(checkSpread(route, spread));
  }
  return { checks, spreads };
}
