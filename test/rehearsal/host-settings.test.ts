import { expect, it } from "vitest";
import { readHostSettings } from "../../src/rehearsal/host-settings.ts";
import { treeOf } from "./rehearsed.ts";

it("reads sysctls and routes of each host, in the order of the file", () => {
  const { plan, artifacts } = treeOf("two-clusters");
  const settings = readHostSettings(artifacts.get("host-settings.tsv") ?? "");
  for (const host of ["frrtor", "kind01-worker", "client"]) {
    for (const kind of ["sysctl", "route"] as const) {
      const planned = plan.hostSettings.filter((setting) => setting.host === host && setting.kind === kind);
      expect(settings(host, kind)).toEqual(planned.map(({ value }) => value));
    }
  }
});

it("has nothing for a host that is not there, and none in an empty file", () => {
  expect(readHostSettings("# host\tkind\tvalue\n")("nobody", "route")).toEqual([]);
});
