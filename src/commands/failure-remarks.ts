import type { AfterFailure } from "../plan/after-failure.ts";
import type { ClientAfter } from "../plan/after-failure-clients.ts";
import type { RouteAfter } from "../plan/after-failure-routes.ts";
import type { Bounds } from "../plan/flow-share-bounds.ts";
import { counted, inWords } from "./in-words.ts";

/** What there is to say about a failure besides its tables, a sentence each: `changed` and `unlike` are their rows. */
export function failureRemarks(
  { failure, sessionsLeft, sessionsLost, routes, clients, backWithin, sentToLostPods }: AfterFailure,
  changed: readonly RouteAfter[],
  unlike: readonly ClientAfter[],
): readonly string[] {
  const sessions = counted(sessionsLeft.length + sessionsLost.length, "session");
  const back = `; those lost are established again within ${backWithin} s of the end of the failure`;
  const routers = failure.routers.map((name) => `router ${name}`);
  const others = routes.length - changed.length;
  const remarks: readonly (readonly [isSo: boolean, sentence: string])[] = [
    [true, `${sessionsLeft.length} of ${sessions} left${backWithin > 0 ? back : ""}`],
    [routers.length > 0, `nothing behind ${inWords(routers)} is reached until it is back`],
    [others > 0, `${counted(others, "route")} as before`],
    [unlike.length === 0 && clients.length > 0, "every client is answered by the same clusters as before"],
    [
      changed.some(({ after, flows }) => isKnown(after) && !isKnown(flows.moved)),
      "how many flows move depends on the order in which the router heard of its next hops",
    ],
    [
      changed.some(({ after }) => !isKnown(after)),
      "which nodes have a pod of a service with fewer pods than nodes is not known, so its numbers are ranges",
    ],
    [
      sentToLostPods.length > 0,
      `nodes that are left send flows to ${inWords(sentToLostPods)} on to lost pods, too, until Kubernetes misses them (traffic policy Cluster)`,
    ],
  ];
  return remarks.flatMap(([isSo, sentence]) => (isSo ? [sentence] : []));
}

function isKnown({ least, most }: Bounds): boolean {
  return least === most;
}
