import { refusedLines } from "../frr/refused-lines.ts";
import type { Sandbox } from "./sandbox.ts";
import type { LabRouter } from "./topology.ts";

/** What frrinit.sh has watchfrr call (Debian's frr package): it reads `daemons`, starts them, and runs `vtysh -b`. */
export const START_SCRIPT = "/usr/lib/frr/watchfrr.sh";

/** How a start went. */
export interface FrrStart {
  /** What vtysh said of lines that it or a daemon refused; empty if all were taken. */
  readonly complaints: readonly string[];
  /** Daemons that the start script started. */
  readonly daemons: readonly string[];
}

const NOT_STARTED = "it was not started with these files (the check `artifacts` says why)";

const COMPLAINT = /^(line \d+:|% |cannot |Failed |\[\d+\|\w+\] )/;

/** Of vtysh of FRR 10, which gives each daemon its lines by a process of its own. */
const PROGRESS = /^\[\d+\|\w+\] (sending configuration|done)$/;

/** What the daemons of a router log, from their first moment. */
export function frrLog(router: string): string {
  return `/run/lab/frr/${router}.log`;
}

/**
 * Starts FRR on a router from the three files of /etc/frr, unchanged, by FRR's own script, in a "pathspace" (a subfolder
 * of /etc/frr and /run/frr) of its own. The log is asked for by an option, since `log stdout` of a daemon in the
 * background goes nowhere. Files with lines that are refused start nothing.
 */
export async function startFrr(sandbox: Sandbox, router: LabRouter): Promise<FrrStart> {
  const { name } = router;
  if (refusedLines(router).length > 0) return { complaints: [NOT_STARTED], daemons: [] };
  const folder = `/etc/frr/${name}`;
  await sandbox.run(["mkdir", "-p", folder, "/run/lab/frr"]);
  await sandbox.write(`${folder}/frr.conf`, router.frrConf);
  await sandbox.write(`${folder}/daemons`, router.daemons);
  await sandbox.write(`${folder}/vtysh.conf`, router.vtyshConf);
  await sandbox.run(["chown", "-R", "frr:frr", folder, "/var/log/frr", "/run/lab/frr"]);

  const log = `--log file:${frrLog(name)} --log-level informational`;
  const script = ["env", `FRR_PATHSPACE=${name}`, `frr_global_options=${log}`, START_SCRIPT, "start", "all"];
  // Into a file: with `log stdout`, daemons of FRR 10 keep the script's output open, and its end would never be seen.
  const toFile = [
    "sh",
    "-c",
    '"$@" >"$0" 2>&1; code=$?; cat "$0"; exit "$code"',
    `/run/lab/frr/${name}.start`,
  ];
  const { status, stdout } = await sandbox.run([...toFile, ...script], { namespace: name, seconds: 60 });
  const output = stdout.split("\n");
  // vtysh may end with 0 though it refused something; its output is what counts.
  const complaints = output.filter((line) => COMPLAINT.test(line) && !PROGRESS.test(line));
  if (status !== 0 && complaints.length === 0) complaints.push(`the start script ends with ${status}`);
  const { stdout: files } = await sandbox.run(["ls", `/run/frr/${name}`]);
  const daemons = [...files.matchAll(/^(\w+)\.pid$/gm)].flatMap(([, daemon]) => daemon ?? []);
  return { complaints, daemons };
}
