import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, resolve } from "node:path";
import { WorldError } from "../output/world-error.ts";
import { START_SCRIPT } from "./lab/frr.ts";
import { ENVIRONMENT } from "./lab/sandbox.ts";

/** Commands of a rehearsal, and the Debian package of each. */
const PACKAGES = [
  ["vtysh", "frr"],
  ["gobgpd", "gobgpd"],
  ["gobgp", "gobgpd"],
  ["ip", "iproute2"],
  ["unshare", "util-linux"],
  ["nsenter", "util-linux"],
  ["mount", "mount"],
  ["timeout", "coreutils"],
  ["bash", "bash"],
  ["xargs", "findutils"],
] as const;

/** What is first done in a sandbox. */
const TRIAL = "ip link add gen0 type bridge && ip link add gen1 type veth peer name gen2";

/** Seconds for the trial, which takes a tenth of one. */
const TRIAL_LIMIT = 20;

/** Throws a world error that lists all that this machine lacks for a rehearsal, and what to do; starts nothing that stays. */
export function requireForRehearsal(path = ENVIRONMENT.PATH, startScript = START_SCRIPT): void {
  requireLinux();
  const needed = [[startScript, "frr"] as const, ...PACKAGES];
  const missing = needed.filter(([command]) => !isOnPath(command, path));
  const lacks = [...lackOfPackages(missing), ...lackOfRights(missing.length > 0)];
  if (lacks.length > 0) throw new WorldError(3, `a rehearsal cannot run here: ${lacks.join("; ")}`);
}

/** Throws a world error unless this is root: others cannot end what root's rehearsals have left, and may not even see it. */
export function requireForCleaning(): void {
  requireLinux();
  if (!isRoot()) {
    throw new WorldError(3, "only root sees and ends all rehearsals: `sudo npx gen rehearse --clean`");
  }
}

function requireLinux(): void {
  if (process.platform === "linux") return;
  throw new WorldError(3, "a rehearsal cannot run here: it needs Linux, for network namespaces");
}

function lackOfPackages(missing: readonly (readonly [string, string])[]): readonly string[] {
  if (missing.length === 0) return [];
  const commands = missing.map(([command]) => `\`${command}\``).join(", ");
  const packages = [...new Set(missing.map(([, debianPackage]) => debianPackage))].join(" ");
  const install = `${isRoot() ? "" : "sudo "}apt-get install ${packages}`;
  return [`it runs programs that are not installed (${commands}); on Debian, \`${install}\` installs them`];
}

/** Root is not enough: in an ordinary container it may not make namespaces. Which only `unshare` and `ip` can tell. */
function lackOfRights(isIncomplete: boolean): readonly string[] {
  if (!isRoot()) {
    return ["it needs root, to make network namespaces of its own: `sudo npx gen rehearse ...`"];
  }
  if (isIncomplete) return [];
  const namespaces = ["--net", "--mount", "--pid", "--fork", "--kill-child"];
  const { status, stderr, error } = spawnSync("unshare", [...namespaces, "sh", "-ec", TRIAL], {
    env: ENVIRONMENT,
    encoding: "utf8",
    timeout: TRIAL_LIMIT * 1000,
    killSignal: "SIGKILL",
  });
  if (status === 0) return [];
  const reason = error ? error.message : stderr.trim().split("\n").at(-1);
  return [
    `root may not make network namespaces with bridges (${reason}); a container may if it is \`--privileged\``,
  ];
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Whether one of the folders of a path has a command, or, for an absolute one, whether it is there. */
export function isOnPath(command: string, path: string): boolean {
  return path.split(delimiter).some((folder) => isExecutable(resolve(folder, command)));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
