import { parseHost } from "../../address/host.ts";
import { parsePrefix } from "../../address/prefix.ts";
import { containsHost } from "../../address/range.ts";
import type { Expected, ExpectedAnswer, ExpectedRoute } from "../../plan/expected.ts";
import { count } from "../count.ts";
import { listed, without } from "../node-names.ts";
import type { Answer } from "../programs/answer.ts";
import type { Check, FlowSpread } from "../report/report.ts";
import { compared } from "./check.ts";

const ONE_IN_A_MILLION = 1e-6;

/**
 * Every request was answered, by pods of all the predicted clusters and of no other. That a cluster did not answer is told only
 * where the answers are so many that chance leaves it out less than once in a million times. `route`: the router's.
 */
export function checkFlows(
  answer: ExpectedAnswer,
  route: ExpectedRoute,
  requests: number,
  spread: FlowSpread,
  answers: readonly Answer[],
): Check {
  const clusters = answer.clusters.map(({ cluster }) => cluster);
  const found = Object.keys(spread.clusters);
  const lost = new Map<string, number>();
  for (const { error } of answers) if (error !== "") lost.set(error, (lost.get(error) ?? 0) + 1);
  return compared(
    "flows",
    `${answer.client} to ${answer.service}`,
    `${requests} answered, by ${listed(clusters)}`,
    `${spread.answered} answered, by ${listed(found)}`,
    [
      ...[...lost].map(([error, times]) => `not answered: ${count(times, "request")}: ${error}`),
      ...(answers.length < requests
        ? [`not made, for it took too long: ${count(requests - answers.length, "request")}`]
        : []),
      ...without(clusters, found)
        .filter((cluster) => (1 - leastShare(route, cluster)) ** spread.answered < ONE_IN_A_MILLION)
        .map((cluster) => `no pod of ${cluster} answered`),
      ...without(found, clusters).map((cluster) => `${cluster} answered, which is not predicted`),
    ],
  );
}

/** The share of flows that a cluster gets at least. Which paths are in use where there are too many is not predicted. */
function leastShare({ nextHops, paths }: ExpectedRoute, cluster: string): number {
  const all = paths.reduce((sum, { count: some }) => sum + some, 0);
  const own = paths.find((path) => path.cluster === cluster)?.count ?? 0;
  return Math.max(0, own - (all - nextHops)) / nextHops;
}

/**
 * Which nodes took the flows, and whose pods answered. A pod is told by its address; where clusters have equal pod subnets,
 * by the node that took the flow, for a cluster's nodes send it to pods of the cluster.
 */
export function spreadOf(
  answer: ExpectedAnswer,
  { sessions }: Pick<Expected, "sessions">,
  requests: number,
  answers: readonly Answer[],
): FlowSpread {
  const clusterOfNode = new Map(sessions.map(({ node, cluster }) => [node, cluster]));
  const good = answers.filter(({ error }) => error === "");
  return {
    client: answer.client,
    service: answer.service,
    requests,
    answered: good.length,
    nodes: counted(good.map(({ node }) => node)),
    clusters: counted(good.map(({ server, node }) => clusterOf(answer, server, clusterOfNode.get(node)))),
  };
}

/** The cluster out of whose pod subnet `10.128.16.10:80` is; the address itself if it is out of none. */
function clusterOf({ clusters }: ExpectedAnswer, server: string, nodesCluster: string | undefined): string {
  const address = server.replace(/:\d+$/, "");
  const host = parseHost(address);
  const owners = clusters.filter(({ podSubnet }) => {
    const subnet = parsePrefix(podSubnet);
    return subnet !== undefined && host !== undefined && containsHost(subnet, host);
  });
  const owner = owners.find(({ cluster }) => cluster === nodesCluster) ?? owners[0];
  return owner?.cluster ?? address;
}

function counted(names: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const name of [...names].sort()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
