import type { ExpectedRoute } from "../../plan/expected.ts";
import { count } from "../count.ts";
import { chiSquare, chiSquareBound } from "../flows/chi-square.ts";
import { listed, without } from "../node-names.ts";
import type { Check, FlowSpread } from "../report/report.ts";
import { compared } from "./check.ts";

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
  const expected = `${count(route.nextHops, "next hop")}, chi-square below ${bound.toFixed(1)}`;
  if (spread.answered < route.nextHops * FLOWS_PER_NEXT_HOP) {
    const found = `${spread.answered} answers are too few to judge`;
    return { id: "spread", subject, outcome: "inconclusive", expected, found, details: [] };
  }
  const strangers = without(reached, nodes);
  return compared(
    "spread",
    subject,
    expected,
    `${count(reached.length, "next hop")}, chi-square ${value.toFixed(1)}`,
    [
      ...(value > bound ? [listed(shares(spread)), ...causes(reached, nodes)] : []),
      ...(strangers.length > 0 ? [`${listed(strangers)} took flows, which is not predicted`] : []),
    ],
  );
}

function causes(reached: readonly string[], nodes: readonly string[]): readonly string[] {
  return reached.length === 1
    ? [
        "flows of one client stay together where the router hashes addresses only (net.ipv4.fib_multipath_hash_policy=0)",
      ]
    : [`no flow went to ${listed(without(nodes, reached))}`];
}

function shares({ nodes }: FlowSpread): readonly string[] {
  return Object.entries(nodes).map(([node, flows]) => `${node} ${flows}`);
}
