import type { Expected } from "../../plan/expected.ts";
import type { RouterState } from "../frr/router-state.ts";
import { type HostOf, hostName, without } from "../node-names.ts";
import type { Check } from "../report/report.ts";
import { compared } from "./check.ts";

/** The nodes that have a session with the router are those that should; an unknown one counts by its address. */
export function checkSessions(expected: Expected, router: string, state: RouterState, hosts: HostOf): Check {
  const wanted = expected.sessions.filter((session) => session.router === router);
  const established = state.sessions
    .filter((session) => session.established)
    .map(({ address }) => hostName(hosts, address));
  const missing = wanted.filter(({ node }) => !established.includes(node));
  const strangers = without(
    established,
    wanted.map(({ node }) => node),
  );
  const count = established.length - strangers.length;
  return compared(
    "sessions",
    router,
    `${wanted.length} established`,
    strangers.length > 0 ? `${count}, and ${strangers.length} that nobody asked for` : `${count} established`,
    [
      ...missing.map(
        ({ node, nodeAsn, routerAddress, routerAsn }) =>
          `${node} (AS ${nodeAsn}) has no session with ${routerAddress} (AS ${routerAsn})`,
      ),
      ...strangers.map((node) => `${node} has a session that is not predicted`),
    ],
  );
}
