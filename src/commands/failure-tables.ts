import type { AfterFailure } from "../plan/after-failure.ts";
import type { ClientAfter } from "../plan/after-failure-clients.ts";
import type { PathAfter, RouteAfter } from "../plan/after-failure-routes.ts";
import type { BlackHoleBound } from "../plan/after-failure-times.ts";
import type { Bounds } from "../plan/flow-share-bounds.ts";
import { failureRemarks } from "./failure-remarks.ts";
import { counted, inWords } from "./in-words.ts";
import { table } from "./table.ts";

/** What a failure leaves: a few sentences, and tables of what is not as before. */
export function failureTables(after: AfterFailure): string {
  const { failure, routes, clients, blackHoles } = after;
  const changed = routes.filter(isChanged);
  const unlike = clients.filter(isUnlike);
  const names = failure.parts.map(({ kind, name }) => `${kind} ${name}`);
  const remarks = failureRemarks(after, changed, unlike).map((remark) => `  ${remark}\n`);
  return [
    `if ${inWords(names)} ${names.length > 1 ? "fail" : "fails"}\n${remarks.join("")}`,
    ...tableOf(
      "routes then",
      ["router", "prefix", "service", "next hops", "left", "flows that move", "flows that have to"],
      changed.map((route) => routeRow(route, failure.routers)),
    ),
    ...tableOf("clients then", ["client", "service", "at", "answered by"], unlike.map(clientRow)),
    ...tableOf(
      "flows to what failed are lost for at most",
      ["event", "seconds", "why"],
      blackHoles.map((bound) => [bound.event, bound.seconds, why(bound)]),
    ),
  ].join("\n");
}

function tableOf(...parts: Parameters<typeof table>): readonly string[] {
  const [, , rows] = parts;
  return rows.length > 0 ? [table(...parts)] : [];
}

function isChanged({ before, after, flows }: RouteAfter): boolean {
  return after.least < before || flows.moved.most > 0;
}

function isUnlike({ before, after }: ClientAfter): boolean {
  return after.length < before.length || after.some(({ certain }) => !certain);
}

function routeRow(route: RouteAfter, downRouters: readonly string[]): readonly string[] {
  const { router, prefix, service, before, after, paths, flows } = route;
  const left = downRouters.includes(router) ? "none: the router fails" : nodesLeft(after, paths);
  const nextHops = `${before} -> ${span(after)}`;
  if (flows.lost.least > 0) return [router, prefix, service, nextHops, left, "none: all are lost", ""];
  const moved = `${share(flows.moved)}${flows.lost.most > 0 ? ", or all are lost" : ""}`;
  return [router, prefix, service, nextHops, left, moved, share(flows.forced)];
}

/** As many names as fit into a line with the rest of the table. */
const MOST_NAMES = 4;

function nodesLeft(after: Bounds, paths: readonly PathAfter[]): string {
  const nodes = paths.flatMap((path) => path.nodes);
  if (nodes.length === 0) return "none";
  const clusters = paths.filter((path) => path.nodes.length > 0);
  const many = `${nodes.length} nodes of ${counted(clusters.length, "cluster")}`;
  const names = nodes.length > MOST_NAMES ? many : nodes.join(" ");
  return after.least < nodes.length ? `${span(after)} of ${names}` : names;
}

function clientRow(client: ClientAfter): readonly string[] {
  return [client.client, client.service, `${client.address}:${client.port}`, answeredBy(client)];
}

function answeredBy({ router, before, after, cutOffBy }: ClientAfter): string {
  if (cutOffBy === "router") return `nobody: ${router} fails`;
  if (cutOffBy === "link") return `nobody: its link to ${router} fails`;
  if (after.length === 0) return "nobody";
  if (after.length > MOST_NAMES) return `${after.length} of ${counted(before.length, "cluster")}`;
  return after.map(({ cluster, certain }) => (certain ? cluster : `perhaps ${cluster}`)).join(", ");
}

function why({ hold, restart }: BlackHoleBound): string {
  const parts = [...(hold > 0 ? [`hold ${hold} s`] : []), ...(restart > 0 ? [`restart ${restart} s`] : [])];
  return parts.length > 0 ? parts.join(" + ") : "the kernel ends the session";
}

function share({ least, most }: Bounds): string {
  const [from, to] = [Math.round(100 * least), Math.round(100 * most)];
  return from === to ? `${from}%` : `${from}-${to}%`;
}

function span({ least, most }: Bounds): string {
  return least === most ? String(least) : `${least} to ${most}`;
}
