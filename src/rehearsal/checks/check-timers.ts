import type { Expected } from "../../plan/expected.ts";
import { type FrrNeighbour, frrNeighbours, isEstablished } from "../frr/frr-json.ts";
import type { LabHandle } from "../lab/lab-handle.ts";
import { type HostOf, hostName } from "../node-names.ts";
import type { Check } from "../report/report.ts";
import { compared } from "./check.ts";

/** Both ends of every session agreed on the predicted hold time, keepalive interval and restart time (RFC 4271, 4724). */
export async function checkTimers(
  expected: Expected,
  router: string,
  handle: LabHandle,
  hosts: HostOf,
): Promise<Check> {
  const neighbours = await frrNeighbours(handle, router);
  const wanted = new Map(
    expected.sessions
      .filter((session) => session.router === router)
      .map(({ node, hold, keepalive, blackHole }) => [node, times(hold, keepalive, blackHole.processKilled)]),
  );
  const found = new Map(
    Object.entries(neighbours)
      .filter(([, neighbour]) => isEstablished(neighbour))
      .map(([address, neighbour]) => [hostName(hosts, address), timesOf(neighbour)]),
  );
  const differing = [...wanted].filter(([node, agreed]) => found.has(node) && found.get(node) !== agreed);
  return compared(
    "timers",
    router,
    [...new Set(wanted.values())].join(", "),
    [...new Set(found.values())].join(", ") || "no session",
    differing.map(([node, agreed]) => `${node}: ${found.get(node)} in place of ${agreed}`),
  );
}

function timesOf({
  bgpTimerHoldTimeMsecs = 0,
  bgpTimerKeepAliveIntervalMsecs = 0,
  gracefulRestartInfo,
}: FrrNeighbour): string {
  return times(
    bgpTimerHoldTimeMsecs / 1000,
    bgpTimerKeepAliveIntervalMsecs / 1000,
    gracefulRestartInfo?.timers?.receivedRestartTimer ?? 0,
  );
}

function times(hold: number, keepalive: number, restart: number): string {
  return `hold ${hold} s, keepalive ${keepalive} s, restart ${restart > 0 ? `${restart} s` : "off"}`;
}
