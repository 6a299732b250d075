import { afterAll, beforeAll, expect, it } from "vitest";
import { describeLive } from "../live/requirements.ts";
import { BENCH_NEEDS } from "./bench-needs.ts";
import { CHANGING, reportProblems } from "./faults/try-fault.ts";
import { ALLOWED, type BenchLab, type EachOnce, inventoryText, openLab, type ScriptRun } from "./lab.ts";

/** More runs than it takes while each goes further than the one before. */
const RUNS = 80;

describeLive("a bring-up in which everything goes wrong once", BENCH_NEEDS, () => {
  let lab: BenchLab;

  beforeAll(async () => {
    lab = await openLab(inventoryText("two-clusters"));
  }, 300_000);

  afterAll(() => lab?.close(), 60_000);

  it.each<[string, RegExp, EachOnce["when"], number]>([
    ["before it does anything", /^/, "before", 80],
    ["after it has changed something", CHANGING, "after", 25],
  ])(
    "comes to its end: each call for each cluster, node and network fails %s, and is reported",
    async (how, each, when, least) => {
      const fault = { each, when, done: new Set<string>() };
      const runs: ScriptRun[] = [];
      do runs.push(await lab.run("up.sh", { env: ALLOWED, fault }));
      while (runs.at(-1)?.strikes.length !== 0 && runs.length < RUNS);
      console.log(`${fault.done.size} calls failed ${how}, in ${runs.length - 1} runs`);
      if (process.env["BENCH_VERBOSE"]) console.log([...fault.done].join("\n"));
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
});
