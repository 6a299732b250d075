import { randomBytes } from "node:crypto";
import { bringUp, type RunningLab } from "../../src/rehearsal/bring-up.ts";
import { handleOf } from "../../src/rehearsal/lab/lab-handle.ts";
import { openSandbox } from "../../src/rehearsal/lab/sandbox.ts";
import { makeLab } from "../../src/rehearsal/make-lab.ts";
import { randomPasswords } from "../../src/rehearsal/passwords.ts";
import { waitForRoutes, waitForSessions } from "../../src/rehearsal/settle.ts";
import type { Tree } from "./rehearsed.ts";

/** Runs `body` on the lab that a tree makes, once its sessions and routes are the predicted ones. */
export async function withSettledLab<T>(
  { plan, artifacts }: Tree,
  body: (running: RunningLab) => Promise<T>,
  passwords = randomPasswords(plan),
  limitSeconds = 120,
): Promise<T> {
  const sandbox = await openSandbox(randomBytes(3).toString("hex"), limitSeconds);
  try {
    const { lab, hosts } = makeLab(plan, artifacts, passwords);
    const handle = handleOf(sandbox);
    const running = await bringUp(lab, handle);
    const routers = plan.routers.map(({ name }) => name);
    await waitForSessions(plan.expected, routers, handle, 30, () => {});
    await waitForRoutes(plan.expected, routers, handle, hosts, 10);
    return await body(running);
  } finally {
    await sandbox.close();
  }
}
