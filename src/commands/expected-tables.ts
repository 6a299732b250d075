import type { Expected } from "../plan/expected.ts";
import { blackHoleText, pathTexts, podTexts } from "../plan/expected-text.ts";
import { table } from "./table.ts";

/** A prediction as tables; of what is seldom there, such as refused routes, only what there is. */
export function expectedTables(expected: Expected): readonly string[] {
  return [
    sessions(expected),
    routes(expected),
    ...(expected.unpinned.length > 0 ? [unpinned(expected)] : []),
    ...(expected.refused.length > 0 ? [refused(expected)] : []),
    ...(expected.discards.length > 0 ? [discards(expected)] : []),
    answers(expected),
  ];
}

function sessions(expected: Expected): string {
  return table(
    "sessions to expect",
    ["router", "node", "AS", "cluster", "hold/keepalive s", "router sends", "black hole: link lost / killed"],
    expected.sessions.map((session) => [
      session.router,
      session.node,
      session.nodeAsn,
      session.cluster,
      `${session.hold}/${session.keepalive}`,
      session.sends,
      blackHoleText(session.blackHole),
    ]),
  );
}

function routes(expected: Expected): string {
  return table(
    "routes to expect",
    ["router", "prefix", "kind", "service", "next hops", "of"],
    expected.routes.map((route) => [
      route.router,
      route.prefix,
      route.kind,
      route.service,
      route.nextHops,
      pathTexts(route).join(", "),
    ]),
  );
}

function unpinned(expected: Expected): string {
  return table(
    "routes to addresses that only the clusters know",
    ["router", "within", "kind", "service", "next hops", "of"],
    expected.unpinned.map(({ router, within, kind, service, count, cluster }) => [
      router,
      within,
      kind,
      service,
      count,
      cluster,
    ]),
  );
}

function refused(expected: Expected): string {
  return table(
    "announced for nothing",
    ["router", "cluster", "kind", "service", "refused by"],
    expected.refused.map(({ router, cluster, kind, service, by }) => [router, cluster, kind, service, by]),
  );
}

function discards(expected: Expected): string {
  return table(
    "discarded where no service has the address",
    ["router", "prefix"],
    expected.discards.map(({ router, prefix }) => [router, prefix]),
  );
}

function answers(expected: Expected): string {
  return table(
    "who answers (next hops are nodes, answers are pods)",
    ["client", "asks", "at", "pods"],
    expected.answers.map((answer) => [
      answer.client,
      answer.service,
      `${answer.address}:${answer.port}`,
      podTexts(answer).join(", "),
    ]),
  );
}
