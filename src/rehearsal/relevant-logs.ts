import { frrLog } from "./lab/frr.ts";
import type { LabHandle } from "./lab/lab-handle.ts";
import type { Lab } from "./lab/topology.ts";
import type { RehearsalReport } from "./report/report.ts";

/** Of each log the last lines that may explain a failure. */
const LINES = 12;

/** What bgpd and gobgpd say when something is wrong; the rest is the daily round of sessions and routes. */
const OF_INTEREST =
  /\b(error|warn|warning|fatal|panic|failed|refused|rejected|mismatch|bad|unknown|exceed\w*|NOTIFICATION|MD5|denied|No AFI)\b/i;

/** What the routers' and the nodes' daemons said that may explain a failure. */
export async function relevantLogs(lab: Lab, handle: LabHandle): Promise<RehearsalReport["logs"]> {
  const logs: { readonly host: string; readonly lines: readonly string[] }[] = [];
  for (const { name } of lab.routers) {
    const { stdout } = await handle.sandbox.run(["cat", frrLog(name)]);
    logs.push({ host: name, lines: ofInterest(stdout) });
  }
  for (const { name } of lab.nodes) logs.push({ host: name, lines: ofInterest(await handle.log(name)) });
  return logs.filter(({ lines }) => lines.length > 0);
}

/** FRR at each start, since there is one file for all daemons; GoBGP at each start and end of a session. */
const ROUTINE =
  /vty_read_config: failed to open configuration file .* checking backup|No matching path for withdraw/;

function ofInterest(log: string): readonly string[] {
  const lines = log.split("\n").filter((line) => OF_INTEREST.test(line) && !ROUTINE.test(line));
  return [...new Set(lines)].slice(-LINES);
}
