import type { Expected, ExpectedSession } from "../../plan/expected.ts";
import { count } from "../count.ts";
import { inParallel } from "../in-parallel.ts";
import { troubleOf } from "../lab/lab-error.ts";
import type { LabHandle } from "../lab/lab-handle.ts";
import type { Lab } from "../lab/topology.ts";
import { without } from "../node-names.ts";
import type { Check } from "../report/report.ts";
import { compared } from "./check.ts";

/** A router sends its nodes nothing where that is predicted, and what it originates where it sends everything. */
export async function checkExports(
  expected: Expected,
  router: string,
  lab: Pick<Lab, "nodes">,
  handle: LabHandle,
): Promise<Check> {
  const sessions = expected.sessions.filter((session) => session.router === router);
  const originated = expected.routes
    .filter((route) => route.router === router && route.kind === "originated")
    .map(({ prefix }) => prefix);
  const asked = await inParallel(sessions, 8, async (session) => ({
    session,
    received: await receivedFrom(handle, lab, session),
  }));
  const total = asked.reduce((sum, { received }) => sum + (received.prefixes?.length ?? 0), 0);
  const everything = sessions.some(({ sends }) => sends === "everything");
  return compared(
    "exports",
    router,
    everything ? "what it knows" : "nothing",
    total === 0 ? "nothing" : count(total, "route"),
    asked.flatMap(({ session, received }) => differencesOf(session, received, originated)),
    asked.flatMap(({ received }) => received.trouble ?? []),
  );
}

/** What a node was sent by a router; neither prefixes nor trouble: it has no such neighbour, or no session with it. */
interface Received {
  readonly prefixes?: readonly string[];
  /** Why it could not be found out. */
  readonly trouble?: string;
}

async function receivedFrom(
  handle: LabHandle,
  lab: Pick<Lab, "nodes">,
  { node, routerAddress }: ExpectedSession,
): Promise<Received> {
  const speakers = lab.nodes.find(({ name }) => name === node)?.speakers ?? [];
  const instance = speakers.findIndex(({ peers }) => peers.some(({ address }) => address === routerAddress));
  if (instance < 0) return {};
  try {
    const table = await handle.gobgpJson<object>(node, instance, "neighbor", routerAddress, "adj-in");
    return { prefixes: Object.keys(table) };
  } catch (error) {
    const trouble = troubleOf(error);
    return HAS_NO_SESSION.test(trouble) ? {} : { trouble };
  }
}

/** What gobgpd answers then, seen with its release 3.10; that it did not answer is another matter. */
const HAS_NO_SESSION = /"(not found neighbor |neighbor \S+ BGP session is not established)/;

function differencesOf(
  { node, sends }: ExpectedSession,
  { prefixes }: Received,
  originated: readonly string[],
): readonly string[] {
  if (prefixes === undefined) return [];
  return sends === "nothing"
    ? prefixes.map((prefix) => `${node} is sent ${prefix}`)
    : without(originated, prefixes).map((prefix) => `${node} is not sent ${prefix}`);
}
