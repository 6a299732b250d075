import type { Frontend, Speaker } from "../../control-plane/control-plane.ts";
import { announcementsOf, gobgpConfig, gobgpdArguments } from "../../control-plane/gobgp-config.ts";
import frontendProgram from "../programs/frontend.program.ts?program";
import { gobgpApi, type LabHandle } from "./lab-handle.ts";
import type { LabNode } from "./topology.ts";

/** Starts what stands in for Cilium on a node: GoBGP for each of its speakers, and a web server for what it answers. */
export async function startNode(handle: LabHandle, node: LabNode): Promise<void> {
  await startSpeakers(handle, node);
  await startFrontends(handle, node);
}

/** Whether a node has anything to serve: with no pod behind any of its addresses it has no web server. */
export function isServer(frontends: readonly Frontend[]): boolean {
  return frontends.some(({ pods }) => pods.length > 0);
}

async function startSpeakers(handle: LabHandle, { name, speakers }: LabNode): Promise<void> {
  for (const [instance, speaker] of speakers.entries()) {
    const file = `/run/lab/${name}.${instance}.toml`;
    await handle.sandbox.write(file, gobgpConfig(speaker));
    const api = `127.0.0.1:${gobgpApi(instance)}`;
    const options = ["-f", file, "--api-hosts", api, "--pprof-disable", ...gobgpdArguments(speaker)];
    await handle.start(name, ["gobgpd", ...options]);
  }
  for (const [instance, speaker] of speakers.entries()) await announce(handle, name, instance, speaker);
}

/** In one shell, since each call of the command line takes a while: waits for gobgpd, then gives it its prefixes. */
async function announce(handle: LabHandle, node: string, instance: number, speaker: Speaker): Promise<void> {
  const gobgp = `gobgp -p ${gobgpApi(instance)}`;
  const script = [
    `for try in $(seq 100); do if ${gobgp} global >/dev/null 2>&1; then break; fi; sleep 0.1; done`,
    ...announcementsOf(speaker).map((words) => [gobgp, ...words].join(" ")),
  ];
  await handle.run(node, ["sh", "-ec", script.join("\n")], 60);
}

async function startFrontends(handle: LabHandle, { name, frontends }: LabNode): Promise<void> {
  if (!isServer(frontends)) return;
  const task = JSON.stringify({ node: name, frontends });
  await handle.start(name, [process.execPath, "--eval", frontendProgram, task]);
}
