import { ALLOWED, type BenchLab, type EachOnce, type ScriptRun } from "../lab.ts";

/** Runs a script again and again, until no call fails any more. */
export async function untilNothingFails(
  lab: BenchLab,
  script: string,
  fault: EachOnce,
): Promise<readonly ScriptRun[]> {
  const runs: ScriptRun[] = [];
  do runs.push(await lab.run(script, { env: ALLOWED, fault }));
  while (runs.at(-1)?.strikes.length !== 0 && runs.length < MOST_RUNS);
  if (process.env["BENCH_VERBOSE"]) console.log([...fault.done].join("\n"));
  return runs;
}

/** More than it takes while each goes further than the one before. */
const MOST_RUNS = 80;
