import type { LabHandle } from "./lab/lab-handle.ts";
import { isServer } from "./lab/start-node.ts";
import type { Lab } from "./lab/topology.ts";

/**
 * The stand-ins that no longer run, with the last that they said: without them nothing can be found out about the
 * artifacts. Routers are another matter, for their daemons may have died of their configuration.
 */
export async function deadPrograms({ nodes }: Lab, handle: LabHandle): Promise<readonly string[]> {
  const names = nodes.map(({ name }) => name);
  const script = `for node; do echo "$node $(for pid in $(ip netns pids "$node"); do cat "/proc/$pid/comm"; done | tr '\\n' ' ')"; done`;
  const { stdout } = await handle.sandbox.run(["sh", "-c", script, "sh", ...names]);
  const running = new Map(
    stdout.split("\n").map((line) => {
      const [node = "", ...programs] = line.trim().split(" ");
      return [node, programs];
    }),
  );
  const dead = nodes.flatMap(({ name, speakers, frontends }) => {
    const programs = running.get(name) ?? [];
    const bgp = programs.filter((program) => program === "gobgpd").length;
    const web = programs.some((program) => program === "node" || program === "MainThread");
    return [
      ...(bgp < speakers.length ? [{ node: name, program: "gobgpd" }] : []),
      ...(isServer(frontends) && !web ? [{ node: name, program: "the web server" }] : []),
    ];
  });
  return Promise.all(
    dead.map(
      async ({ node, program }) => `${program} of ${node} has died (${lastLine(await handle.log(node))})`,
    ),
  );
}

function lastLine(log: string): string {
  return log.trim().split("\n").at(-1) || "it said nothing";
}
