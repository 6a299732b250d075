import { afterAll, beforeAll, expect, it } from "vitest";
import { describeLive } from "../live/requirements.ts";
import { BENCH_NEEDS } from "./bench-needs.ts";
import { chainsOf, commandOf, type FaultResult, faultsOf, tryFaults } from "./faults/try-fault.ts";
import { ALLOWED, type BenchLab, inventoryText, openLab, type ScriptRun } from "./lab.ts";

const INVENTORY = inventoryText("two-clusters");
/** Benches at once: most of the time they wait. */
const BENCHES = Number(process.env["BENCHES"] ?? 4);
/** `command`: each command of up.sh fails, for one of the clusters, nodes and networks that it is about; `call`: for all. */
const EACH = process.env["FAULTS"] === "call" ? "each call" : "each command";
/** To look into one. */
const ONLY = new RegExp(process.env["FAULTS_OF"] ?? "");

describeLive("every command of up.sh, made to fail once", BENCH_NEEDS, () => {
  const labs: BenchLab[] = [];
  let fresh: ScriptRun;

  const open = async () => {
    const lab = await openLab(INVENTORY, "newer");
    labs.push(lab);
    return lab;
  };

  beforeAll(async () => {
    const lab = await open();
    fresh = await lab.run("up.sh", { env: ALLOWED });
    await lab.run("down.sh");
  }, 300_000);

  afterAll(async () => {
    await Promise.all(labs.map((lab) => lab.close()));
  }, 60_000);

  it("stops the run with the right message, is never taken for an answer, and a plain run then converges", async () => {
    expect(fresh.status, fresh.output).toBe(0);
    const faults = faultsOf(fresh.calls, EACH).filter(({ call }) => ONLY.test(call));
    const queue = [...chainsOf(faults, fresh.calls)];
    const results: FaultResult[] = [];
    const work = async (lab: BenchLab) => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const tried = await tryFaults(lab, next);
        results.push(...tried);
        if (process.env["BENCH_VERBOSE"]) console.log(results.length, faults.length, tried);
      }
    };
    const others = Array.from({ length: BENCHES - 1 }, async () => work(await open()));
    await Promise.all([...labs.map(work), ...others]);
    const struck = results.filter((result) => result.struck);
    const converged = struck.filter((result) => result.problems.length === 0);
    const commands = new Set(faults.map(({ call }) => (EACH === "each call" ? call : commandOf(call)))).size;
    console.log(`${commands} commands, ${struck.length} faults injected, ${converged.length} converged`);
    expect(
      results.flatMap(({ fault, problems }) => problems.map((problem) => `${fault.call}: ${problem}`)),
    ).toEqual([]);
    expect(struck.length).toBe(faults.length);
  }, 1_800_000);
});
