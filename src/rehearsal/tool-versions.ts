import { spawnSync } from "node:child_process";
import { release } from "node:os";
import { ENVIRONMENT } from "./lab/sandbox.ts";
import type { RehearsalReport } from "./report/report.ts";

/** The releases of what is run here. */
export function toolVersions(): RehearsalReport["versions"] {
  return {
    frr: /version (\S+)/.exec(output("/usr/lib/frr/zebra", "--version"))?.[1] ?? "unknown",
    gobgp: /version (\S+)/.exec(output("gobgpd", "--version"))?.[1] ?? "unknown",
    kernel: release(),
  };
}

function output(command: string, ...args: readonly string[]): string {
  const { stdout, stderr } = spawnSync(command, args, { env: ENVIRONMENT, encoding: "utf8", timeout: 5000 });
  return `${stdout ?? ""}${stderr ?? ""}`;
}
