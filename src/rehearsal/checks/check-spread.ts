import type { ExpectedRoute } from "../../plan/expected.ts";
import { count } from "../count.ts";
import { chiSquare, chiSquareBound } from "../flows/chi-square.ts";
import { listed, without } from "../node-names.ts";
import type { Check, FlowSpread } from "../report/report.ts";
import { compared, unknown } from "./check.ts";

/** Flows that each next hop should get for the spread to be judged: below five, chi-square says little. */
export const FLOWS_PER_NEXT_HOP = 5;

/**
 * The flows are spread evenly over the predicted next hops, as far as chance allows: chi-square against equal shares, with
 * a bound that chance exceeds once in a million. A layer-3 hash sends all flows of a client to one node.
 */
export function checkSpread(route: ExpectedRoute, spread: FlowSpread): Check {
  const subject = `${spread.client} to ${spread.service}`;
  const nodes = route.paths.flatMap((path) => path.nodes);
  const reached = Object.keys(spread.nodes);
  // Of the nodes that may announce, those that do are not known beforehand: they are those that take flows.
  const counts = [
    ...Object.values(spread.nodes),
    ...Array(Math.max(0, route.nextHops - reached.length)).fill(0),
  ];
  const bound = chiSquareBound(counts.length);
  const value = chiSquare(counts);
  if (route.nextHops < 2) {
    const found = "there is one next hop only";
    return { id: "spread", subject, outcome: "skipped", expected: "", found, details: [] };
  }
  const expected = `${count(route.nextHops, "next hop")}, chi-square below ${bound.toFixed(1)}`;
  const enough = route.nextHops * FLOWS_PER_NEXT_HOP;
  if (spread.requests < enough) {
    const found = `${count(spread.requests, "flow")}: fewer than ${enough} cannot be judged`;
    return { id: "spread", subject, outcome: "skipped", expected, found, details: [] };
  }
  if (spread.answered < enough) {
    return unknown("spread", subject, expected, `${count(spread.answered, "answer")}: too few to judge`);
  }
  const strangers = without(reached, nodes);
  return compared(
    "spread",
    subject,
    expected,
    `${count(reached.length, "next hop")}, chi-square ${value.toFixed(1)}`,
    [
      ...(value > bound ? [listed(shares(spread)), ...causes(reached, nodes, route.nextHops)] : []),
      ...(strangers.length > 0 ? [`${listed(strangers)} took flows, which is not predicted`] : []),
    ],
  );
}

function causes(reached: readonly string[], nodes: readonly string[], nextHops: number): readonly string[] {
  if (reached.length === 1)
    return [
      "all flows went to one node: with all next hops in its kernel, the router hashes addresses only (net.ipv4.fib_multipath_hash_policy=0)",
    ];
  return reached.length < nextHops
    ? [`no flow went to ${listed(without(nodes, reached))}`]
    : ["each next hop took flows, but by chance alone the shares are hardly ever so unequal"];
}

function shares({ nodes }: FlowSpread): readonly string[] {
  return Object.entries(nodes).map(([node, flows]) => `${node} ${flows}`);
}
