import type { HostSetting } from "../plan/plan.ts";

/** The settings of a host as host-settings.tsv of the tree has them: `kind` is `sysctl` or `route`. */
export type HostSettings = (host: string, kind: HostSetting["kind"]) => readonly string[];

/** Which kind of host a setting is for. */
export type HostRole = "router" | "node" | "client";

/** What up.sh does with the settings of a host: it gives sysctls to Docker, and routes to hosts that speak no BGP. */
const APPLIED: Readonly<Record<HostRole, readonly string[]>> = {
  router: ["sysctl"],
  node: ["route"],
  client: ["sysctl", "route"],
};

interface Line {
  readonly number: number;
  readonly host: string;
  readonly kind: string;
  readonly value: string;
}

/** Reads host-settings.tsv as up.sh does (`read` with tabs between host, kind and value), for the hosts of a lab. */
export function readHostSettings(tsv: string, roles: ReadonlyMap<string, HostRole>): HostSettings {
  const values = new Map<string, string[]>();
  for (const { host, kind, value } of linesOf(tsv)) {
    const role = roles.get(host);
    if (!role || !APPLIED[role].includes(kind)) continue;
    const key = `${kind} ${host}`;
    const known = values.get(key);
    if (known) known.push(value);
    else values.set(key, [value]);
  }
  return (host, kind) => values.get(`${kind} ${host}`) ?? [];
}

/** Lines of host-settings.tsv that up.sh passes over, each with the reason: nobody would miss them before the lab is up. */
export function unusedSettings(tsv: string, roles: ReadonlyMap<string, HostRole>): readonly string[] {
  const unused = linesOf(tsv).flatMap(({ number, host, kind, value }) => {
    const role = roles.get(host);
    const say = (reason: string) => [`host-settings.tsv line ${number}: ${reason}`];
    if (!role) return say(`there is no host \`${host}\``);
    if (kind !== "sysctl" && kind !== "route") return say(`\`${kind}\` is neither sysctl nor route`);
    if (!APPLIED[role].includes(kind)) return say(`up.sh sets no ${kind} of a ${role}`);
    return value === "" ? say("it has no value") : [];
  });
  const isCut = tsv !== "" && !tsv.endsWith("\n");
  return isCut ? [...unused, "host-settings.tsv: up.sh loses the last line, which has no end"] : unused;
}

function linesOf(tsv: string): readonly Line[] {
  // What follows the last end of a line is no line to `read`.
  return tsv
    .split("\n")
    .slice(0, -1)
    .flatMap((line, index) => {
      if (line.startsWith("#")) return [];
      const [, host = "", kind = "", value = ""] = /^\t*([^\t]*)\t*([^\t]*)\t*(.*?)\t*$/.exec(line) ?? [];
      return host === "" ? [] : { number: index + 1, host, kind, value };
    });
}
