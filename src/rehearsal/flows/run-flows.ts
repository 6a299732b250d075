import type { Expected, ExpectedAnswer, ExpectedRoute } from "../../plan/expected.ts";
import { must } from "../../plan/must.ts";
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

/** Each client asks each service that it should reach, one service after another; over real TCP connections, some at a time. */
export async function runFlows(
  expected: Expected,
  handle: LabHandle,
  flows: number | undefined,
): Promise<FlowResults> {
  const checks: Check[] = [];
  const spreads: FlowSpread[] = [];
  for (const answer of expected.answers) {
    const route = routeTo(answer, expected);
    const requests = flows ?? Math.max(REQUESTS, 2 * FLOWS_PER_NEXT_HOP * route.nextHops);
    const answers = await requestFlows(answer, requests, handle);
    const spread = spreadOf(answer, expected, requests, answers);
    spreads.push(spread);
    checks.push(checkFlows(answer, route, requests, spread, answers), checkSpread(route, spread));
  }
  return { checks, spreads };
}

/** An answer is predicted where there is a route to the service. */
function routeTo(answer: ExpectedAnswer, { routes }: Expected): ExpectedRoute {
  const route = routes.find(
    ({ router, service, kind }) =>
      router === answer.router && service === answer.service && kind === "LoadBalancerIP",
  );
  return must(route, "a route to what answers");
}
