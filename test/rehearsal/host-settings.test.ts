import { describe, expect, it } from "vitest";
import { type HostRole, readHostSettings, unusedSettings } from "../../src/rehearsal/host-settings.ts";
import { treeOf } from "./rehearsed.ts";

const ROLES = new Map<string, HostRole>([
  ["frrtor", "router"],
  ["kind01-worker", "node"],
  ["client", "client"],
]);

describe("host-settings.tsv", () => {
  it("has sysctls and routes of each host, in the order of the file", () => {
    const { plan, artifacts } = treeOf("two-clusters");
    const tsv = artifacts.get("host-settings.tsv") ?? "";
    const settings = readHostSettings(tsv, ROLES);
    for (const host of ROLES.keys()) {
      for (const kind of ["sysctl", "route"] as const) {
        const planned = plan.hostSettings.filter((setting) => setting.host === host && setting.kind === kind);
        expect(settings(host, kind)).toEqual(planned.map(({ value }) => value));
      }
    }
  });

  it("is read as bash reads it: several tabs are one, and a last line without an end is none", () => {
    const tsv = "client\t\troute\t1.0.0.0/8 via 2.0.0.1\t\nclient\troute\tlost";
    expect(readHostSettings(tsv, ROLES)("client", "route")).toEqual(["1.0.0.0/8 via 2.0.0.1"]);
    expect(unusedSettings(tsv, ROLES)).toEqual([
      "host-settings.tsv: up.sh loses the last line, which has no end",
    ]);
  });

  it.each([
    ["nobody\troute\tx", "there is no host `nobody`"],
    ["client\tryot\tx", "`ryot` is neither sysctl nor route"],
    ["frrtor\troute\tx", "up.sh sets no route of a router"],
    ["kind01-worker\tsysctl\tx", "up.sh sets no sysctl of a node"],
    ["client\troute", "it has no value"],
  ])("has a line that up.sh passes over: %j", (line, reason) => {
    expect(unusedSettings(`# host\tkind\tvalue\n${line}\n`, ROLES)).toEqual([
      `host-settings.tsv line 2: ${reason}`,
    ]);
    const settings = readHostSettings(`${line}\n`, ROLES);
    expect(settings("frrtor", "route")).toEqual([]);
    expect(settings("kind01-worker", "sysctl")).toEqual([]);
  });
});
