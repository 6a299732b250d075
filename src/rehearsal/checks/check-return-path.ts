import type { Expected } from "../../plan/expected.ts";
import type { Plan } from "../../plan/plan.ts";
import { inParallel } from "../in-parallel.ts";
import type { KernelRoute } from "../lab/kernel-routes.ts";
import { troubleOf } from "../lab/lab-error.ts";
import { type LabHandle, parsed } from "../lab/lab-handle.ts";
import type { Lab } from "../lab/topology.ts";
import type { Check } from "../report/report.ts";
import { compared } from "./check.ts";

/** A way that an answer takes: from a node's service address to a client, through the client's router. */
interface Return {
  readonly node: string;
  readonly service: string;
  readonly client: string;
  readonly clientAddress: string;
  readonly gateway: string;
}

/**
 * The kernel of every node that answers a client sends the answer to the client's router: Cilium imports no route, so
 * without one of its own a node sends it to Docker's bridge, where it is lost.
 */
export async function checkReturnPath(
  expected: Expected,
  plan: Plan,
  lab: Pick<Lab, "nodes">,
  handle: LabHandle,
): Promise<Check> {
  const returns = plan.clients.flatMap((client) => returnsTo(client, expected, lab));
  const asked = await inParallel(returns, 8, async (way) => ({ way, taken: await gatewayOf(way, handle) }));
  const right = asked.filter(({ way, taken }) => taken.via === way.gateway);
  return compared(
    "return-path",
    "the nodes",
    `${returns.length} ways back through the router`,
    `${right.length} ways back through the router`,
    asked.flatMap(({ way, taken: { via } }) =>
      via === undefined || via === way.gateway
        ? []
        : `${way.node} sends answers to ${way.client} by ${via} in place of ${way.gateway}`,
    ),
    asked.flatMap(({ taken }) => taken.trouble ?? []),
  );
}

/** The way that a kernel takes, or why it could not be found out. */
interface Taken {
  readonly via?: string;
  readonly trouble?: string;
}

function returnsTo(
  client: Plan["clients"][number],
  expected: Expected,
  lab: Pick<Lab, "nodes">,
): readonly Return[] {
  return lab.nodes.flatMap((node) => {
    const session = expected.sessions.find(
      ({ router, node: name }) => router === client.router && name === node.name,
    );
    const [frontend] = node.frontends;
    if (!session || !frontend) return [];
    return {
      node: node.name,
      service: frontend.address,
      client: client.name,
      clientAddress: client.address,
      gateway: session.routerAddress,
    };
  });
}

async function gatewayOf({ node, service, clientAddress }: Return, handle: LabHandle): Promise<Taken> {
  const argv = ["ip", "-j", "route", "get", clientAddress, "from", service];
  try {
    const [route] = parsed<readonly KernelRoute[]>(node, argv.join(" "), await handle.run(node, argv));
    return { via: route?.gateway ?? "its own network" };
  } catch (error) {
    const trouble = troubleOf(error);
    return HAS_NO_ROUTE.test(trouble) ? { via: "no route at all" } : { trouble };
  }
}

/** The kernel's own answer: it has no route, or one that discards. */
const HAS_NO_ROUTE = /RTNETLINK answers: /;
