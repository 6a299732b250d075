import type { ExpectedAnswer } from "../../plan/expected.ts";
import { flowShift } from "../../plan/flow-share.ts";
import { ONE_IN_A_MILLION } from "../flows/chi-square.ts";
import { LabError } from "../lab/lab-error.ts";
import { hostName } from "../node-names.ts";
import type { Drill } from "../report/report.ts";
import type { DrillGround } from "./drill-ground.ts";

/** The next hop of each flow, by the flow's source port. */
export type FlowMap = ReadonlyMap<number, string>;

const FIRST_PORT = 20_000;
const FLOWS = 1000;

/**
 * Asks the router's kernel where it would send flows of a client with these source ports. Real packets would not do:
 * between namespaces (and so between containers) a packet brings along the random hash of the socket that sent it, by which the
 * kernel goes in place of ports (net/ipv4/route.c, fib_multipath_hash: `skb->l4_hash`), so that a flow sent again is another one.
 */
export async function mapFlows(answer: ExpectedAnswer, ground: DrillGround): Promise<FlowMap> {
  const { plan, running, hosts } = ground;
  const client = plan.clients.find(({ name }) => name === answer.client);
  const router = running.lab.routers.find(({ name }) => name === answer.router);
  const leg = router?.legs.findIndex(({ network }) => network === client?.network);
  const ports = Array.from({ length: FLOWS }, (_, i) => FIRST_PORT + i);
  const questions = ports.map(
    (port) =>
      `route get ${answer.address} from ${client?.address} iif eth${leg} ipproto tcp sport ${port} dport ${answer.port}`,
  );
  const { stdout } = await running.handle.sandbox.run(["ip", "-j", "-batch", "-"], {
    namespace: answer.router,
    input: questions.join("\n"),
  });
  const gateways = [...stdout.matchAll(/"gateway":"([^"]+)"/g)].flatMap(([, gateway]) => gateway ?? []);
  if (gateways.length !== FLOWS) throw new LabError(`${answer.router} has no next hop for some flows`);
  return new Map(ports.map((port, i) => [port, hostName(hosts, gateways[i] ?? "")]));
}

/**
 * The share of flows that go to another node than before, and the share that the kernel's hash-threshold groups let
 * expect, which depends on the order of the next hops in them (`flowShift`).
 */
export function movedFlows(
  flows: { readonly before: FlowMap; readonly after: FlowMap },
  nextHops: { readonly before: readonly string[]; readonly after: readonly string[] },
): NonNullable<Drill["moved"]> {
  const moved = [...flows.before].filter(([port, node]) => flows.after.get(port) !== node);
  const weighted = (names: readonly string[]) => names.map((name) => ({ name, weight: 1 }));
  return {
    flows: flows.before.size,
    predicted: flowShift(weighted(nextHops.before), weighted(nextHops.after)).moved,
    measured: moved.length / flows.before.size,
  };
}

/** How far a measured share may lie from the predicted one by chance: it is farther, to either side, once in a million drills. */
export function movedTolerance({ flows, predicted }: NonNullable<Drill["moved"]>): number {
  return ONE_IN_A_MILLION * Math.sqrt((predicted * (1 - predicted)) / flows) + 1 / flows;
}
