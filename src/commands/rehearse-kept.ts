import type { Plan } from "../plan/plan.ts";
import { findSandboxes } from "../rehearsal/clean/find-sandboxes.ts";

/** How to get into the lab of a rehearsal that was kept, and rid of it. */
export function keptText(run: string, plan: Plan): string {
  const sandbox = findSandboxes().find((found) => found.run === run);
  if (!sandbox) return `gen: nothing was kept of rehearsal ${run}\n`;
  const { pid } = sandbox.init;
  const enter = (host: string, command: string) =>
    `  nsenter --target ${pid} --mount --pid --net=/proc/${pid}/root/run/netns/${host} ${command}`;
  return [
    `kept: rehearsal ${run}. As root, enter it with`,
    ...plan.routers.slice(0, 1).map(({ name }) => enter(name, `vtysh -N ${name}`)),
    ...plan.clients.slice(0, 1).map(({ name }) => enter(name, "bash")),
    `and so with every host in /proc/${pid}/root/run/netns; \`gen rehearse --clean\` takes it away\n`,
  ].join("\n");
}
