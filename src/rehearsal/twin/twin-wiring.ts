import type { Sandbox } from "../lab/sandbox.ts";
import type { LabHost, LabNetwork } from "../lab/topology.ts";
import { configure, ip } from "../lab/wiring.ts";
import type { Attacker } from "./attacker.ts";

/**
 * The namespaces of a twin and its attacker, and a cable between them for each leg of the router: no bridge, so that
 * nothing of it is in the way of the lab's own addresses. The attacker has an address where it has a session.
 */
export async function wireTwin(
  sandbox: Sandbox,
  twin: LabHost,
  { host: attacker, sessions }: Attacker,
  networks: readonly LabNetwork[],
): Promise<void> {
  await ip(sandbox, undefined, [
    `netns add ${twin.name}`,
    `netns add ${attacker}`,
    ...twin.legs.map(
      (_, i) => `link add eth${i} netns ${twin.name} type veth peer name eth${i} netns ${attacker}`,
    ),
  ]);
  await ip(sandbox, attacker, [
    "link set lo up",
    ...twin.legs.flatMap(({ network }, i) => [
      ...sessions
        .filter(({ peering }) => peering.network === network)
        .map(({ address, length }) => `address add ${address}/${length} dev eth${i}`),
      `link set eth${i} up`,
    ]),
  ]);
  await configure(sandbox, twin, networks);
}
