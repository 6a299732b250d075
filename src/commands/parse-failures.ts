import { type Failure, parseFailure } from "../plan/failure.ts";
import type { FailureProblem } from "../plan/failure-problem.ts";
import type { Plan } from "../plan/plan.ts";

/** Reads what stands after each `--fail`, each failure once; or says what is wrong with the first that means nothing. */
export function parseFailures(words: readonly string[], plan: Plan): readonly Failure[] | FailureProblem {
  const failures = new Map<string, Failure>();
  for (const word of words) {
    const parsed = parseFailure(word, plan);
    if ("problem" in parsed) return parsed;
    const key = parsed.parts
      .map(({ name }) => name)
      .sort()
      .join();
    if (!failures.has(key)) failures.set(key, parsed);
  }
  return [...failures.values()];
}

/** A problem as the command line's other mistakes are printed. */
export function failureUsage({ problem, help }: FailureProblem, command: string): string {
  return `error: ${problem}\n${help === undefined ? "" : `help: ${help}\n`}(see \`${command} --help\`)\n`;
}
