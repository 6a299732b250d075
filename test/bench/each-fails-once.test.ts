import { afterAll, beforeAll, expect, it } from "vitest";
import { describeLive } from "../live/requirements.ts";
import { BENCH_NEEDS } from "./bench-needs.ts";
import { CHANGING, isDecisive, reportProblems } from "./faults/try-fault.ts";
import { untilNothingFails } from "./faults/until-nothing-fails.ts";
import { ALLOWED, type BenchLab, type EachOnce, inventoryText, openLab } from "./lab.ts";

describeLive("a script in which everything goes wrong once", BENCH_NEEDS, () => {
  let lab: BenchLab;

  beforeAll(async () => {
    lab = await openLab(inventoryText("two-clusters"));
  }, 300_000);

  afterAll(() => lab?.close(), 60_000);

  it.each<[string, RegExp, EachOnce["when"], number]>([
    ["before it does anything", /^/, "before", 80],
    ["after it has changed something", CHANGING, "after", 25],
  ])(
    "is up.sh, and comes to its end: each call for each cluster, node and network fails %s, and is reported",
    async (how, each, when, least) => {
      const fault = { each, when, done: new Set<string>() };
      const runs = await untilNothingFails(lab, "up.sh", fault);
      console.log(`${fault.done.size} calls failed ${how}, in ${runs.length - 1} runs`);
      expect(fault.done.size).toBeGreaterThanOrEqual(least);
      expect(runs.flatMap((run) => [...reportProblems(run)])).toEqual([]);
      expect(runs.at(-1)?.status, runs.at(-1)?.output).toBe(0);
      const verify = await lab.verify();
      expect(verify.status, verify.output).toBe(0);
      const down = await lab.run("down.sh");
      expect(down.status, down.output).toBe(0);
      expect(await lab.left()).toEqual([]);
    },
    600_000,
  );

  it.each<[string, RegExp, EachOnce["when"], number]>([
    ["each call fails before it does anything", /^/, "before", 16],
    ["each call fails after it has done all", /^/, "after", 16],
    ["no cluster goes, and then there are no networks to know it by", /^kind delete/, "before", 2],
  ])(
    "is down.sh, on a lab whose containers have stopped: %s, and nothing is left",
    async (_, each, when, least) => {
      const up = await lab.run("up.sh", { env: ALLOWED });
      expect(up.status, up.output).toBe(0);
      await lab.engine.docker("stop", ...(await lab.engine.docker("ps", "--quiet")).trim().split("\n"));
      const fault = { each, when, done: new Set<string>() };
      const runs = await untilNothingFails(lab, "down.sh", fault);
      expect(fault.done.size).toBeGreaterThanOrEqual(least);
      for (const { strikes, status, output } of runs) {
        if (!strikes.some(({ call }) => isDecisive(call))) continue;
        expect(output).toContain("bench: this call was made to fail");
        expect([1, 3], output).toContain(status);
      }
      expect(runs.at(-1)?.status, runs.at(-1)?.output).toBe(0);
      expect(await lab.left()).toEqual([]);
    },
    300_000,
  );
});
