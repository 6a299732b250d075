import type { LabHandle } from "./lab-handle.ts";
import type { Sandbox } from "./sandbox.ts";
import type { LabRouter } from "./topology.ts";

/** What frrinit.sh has watchfrr call (Debian's frr package): it reads `daemons`, starts them, and runs `vtysh -b`. */
const START_SCRIPT = "/usr/lib/frr/watchfrr.sh";

/**
 * Starts FRR on a router from the three files of /etc/frr, by FRR's own script, in a "pathspace" (a subfolder of
 * /etc/frr and /run/frr) of its own. Throws with vtysh's words when a line of frr.conf is refused.
 */
export async function startRouter(sandbox: Sandbox, handle: LabHandle, router: LabRouter): Promise<void> {
  const { name } = router;
  const folder = `/etc/frr/${name}`;
  await sandbox.run(["mkdir", "-p", folder]);
  await sandbox.write(`${folder}/frr.conf`, router.frrConf);
  await sandbox.write(`${folder}/daemons`, router.daemons);
  await sandbox.write(`${folder}/vtysh.conf`, router.vtyshConf);
  await sandbox.run(["chown", "-R", "frr:frr", folder, "/var/log/frr"]);

  const script = ["env", `FRR_PATHSPACE=${name}`, START_SCRIPT, "start", "all"];
  const { status, stdout, stderr } = await sandbox.run(["ip", "netns", "exec", name, ...script]);
  const output = `${stdout}${stderr}`.trim();
  // vtysh may end with 0 though it refused something; its output is what counts.
  if (status !== 0 || /^(line \d+:|% |cannot |Failed )/m.test(output)) {
    throw new Error(`${name}: FRR refuses its configuration, exit code ${status}\n${output}`);
  }
  await checkAlive(sandbox, handle, name);
}

/** A daemon that a line has killed is missing in the list of those that vtysh reaches. */
async function checkAlive(sandbox: Sandbox, handle: LabHandle, router: string): Promise<void> {
  const started = (await sandbox.run(["ls", `/run/frr/${router}`])).stdout.matchAll(/^(\w+)\.pid$/gm);
  const running = (await handle.vtysh(router, "show daemons")).split(/\s+/);
  const dead = [...started]
    .flatMap(([, daemon]) => daemon ?? [])
    .filter((daemon) => !running.includes(daemon));
  if (dead.length > 0) throw new Error(`${router}: ${dead.join(", ")} died of the configuration`);
}
