import type { HostSetting } from "../plan/plan.ts";

/** The settings of a host as host-settings.tsv of the tree has them: `kind` is `sysctl` or `route`. */
export type HostSettings = (host: string, kind: HostSetting["kind"]) => readonly string[];

/** Reads host-settings.tsv: host, kind and value, with tabs between them. */
export function readHostSettings(tsv: string): HostSettings {
  const values = new Map<string, string[]>();
  for (const line of tsv.split("\n")) {
    if (line === "" || line.startsWith("#")) continue;
    const [host = "", kind = "", value = ""] = line.split("\t");
    const key = `${kind} ${host}`;
    const known = values.get(key);
    if (known) known.push(value);
    else values.set(key, [value]);
  }
  return (host, kind) => values.get(`${kind} ${host}`) ?? [];
}
