import { type RunningLab, STARTED_AT_ONCE } from "../bring-up.ts";
import { inParallel } from "../in-parallel.ts";
import { startFrr } from "../lab/frr.ts";
import { startNode } from "../lab/start-node.ts";
import { plug } from "../lab/wiring.ts";
import type { Fault } from "./faults.ts";

/** Brings a failure about: a bridge's port is lost to both ends without their carriers going, processes get SIGKILL. */
export async function bringAbout({ links, hosts }: Fault, { handle }: RunningLab): Promise<void> {
  await Promise.all([
    ...links.map((port) => plug(handle.sandbox, port, "out")),
    ...hosts.map((host) => handle.sandbox.run(["sh", "-c", `kill -KILL $(ip netns pids ${host}) || true`])),
  ]);
}

/** Undoes it: plugs links in again, and starts anew what ran on the hosts. */
export async function mend({ links, hosts }: Fault, { lab, handle }: RunningLab): Promise<void> {
  await Promise.all(links.map((port) => plug(handle.sandbox, port, "in")));
  await inParallel(hosts, STARTED_AT_ONCE, async (name) => {
    const router = lab.routers.find((candidate) => candidate.name === name);
    const node = lab.nodes.find((candidate) => candidate.name === name);
    if (router) await startFrr(handle.sandbox, router);
    if (node) await startNode(handle, node);
  });
}
