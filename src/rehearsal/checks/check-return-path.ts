import type { Expected } from "../../plan/expected.ts";
import type { Plan } from "../../plan/plan.ts";
import { inParallel } from "../in-parallel.ts";
import type { LabHandle } from "../lab/lab-handle.ts";
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
  lab: Lab,
  handle: LabHandle,
): Promise<Check> {
  const returns = plan.clients.flatMap((client) => returnsTo(client, expected, lab));
  const wrong = await inParallel(returns, 8, async (way) => {
    const via = await gatewayOf(way, handle);
    return via === way.gateway
      ? undefined
      : `${way.node} sends answers to ${way.client} by ${via} in place of ${way.gateway}`;
  });
  const differences = wrong.filter((difference) => difference !== undefined);
  return compared(
    "return-path",
    "the nodes",
    `${returns.length} ways back through the router`,
    `${returns.length - differences.length} ways back through the router`,
    differences,
  );
}

function returnsTo(client: Plan["clients"][number], expected: Expected, lab: Lab): readonly Return[] {
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

async function gatewayOf({ node, service, clientAddress }: Return, handle: LabHandle): Promise<string> {
  try {
    const argv = ["ip", "-j", "route", "get", clientAddress, "from", service];
    const [route] = JSON.parse(await handle.run(node, argv)) as readonly { readonly gateway?: string }[];
    return route?.gateway ?? "its own network";
  } catch {
    return "no route at all";
  }
}
