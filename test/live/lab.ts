import { startRouter } from "./frr.ts";
import { startSpeaker } from "./gobgp.ts";
import { handleOf, type LabHandle } from "./lab-handle.ts";
import { openSandbox } from "./sandbox.ts";
import type { Lab } from "./topology.ts";
import { wire } from "./wiring.ts";

/** Runs `body` on a lab and takes the lab down after it. */
export async function withLab<T>(lab: Lab, body: (handle: LabHandle) => Promise<T>): Promise<T> {
  const handle = await startLab(lab);
  try {
    return await body(handle);
  } finally {
    await handle.stop();
  }
}

/**
 * Brings a lab up: returns when every FRR has its configuration and every speaker announces; sessions are not waited for.
 * Throws when FRR refuses a line of its configuration. For tests that share one lab (`beforeAll`, `afterAll`).
 */
export async function startLab(lab: Lab): Promise<LabHandle> {
  const sandbox = await openSandbox(lab.limitSeconds ?? 120);
  const handle = handleOf(sandbox);
  try {
    await wire(sandbox, lab);
    await Promise.all([
      ...lab.routers.map((router) => startRouter(sandbox, handle, router)),
      ...lab.speakers.map((speaker) => startSpeaker(sandbox, handle, speaker)),
    ]);
    return handle;
  } catch (error) {
    await handle.stop();
    throw error;
  }
}
