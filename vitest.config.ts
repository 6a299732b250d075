import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { vitePrograms } from "./scripts/program-module.mjs";
import { viteTemplates } from "./scripts/template-module.mjs";

/** The scripts on a real Docker engine: they wait for most of their time, so many of them run at once, after all others. */
const BENCH = "test/bench/*.test.ts";

/** More than vitest's one less than there are processors: half of these tests wait for daemons. The others may be slow then. */
const TESTS_AT_ONCE = Math.ceil(availableParallelism() * 1.5);

export default defineConfig({
  test: {
    reporters: ["default", "./scripts/reporter.mjs"],
    projects: [
      project("tests", {
        include: ["test/**/*.test.ts"],
        exclude: [BENCH],
        maxWorkers: TESTS_AT_ONCE,
        testTimeout: 30_000,
        sequence: { groupOrder: 0 },
      }),
      project("bench", { include: [BENCH], maxWorkers: 5, sequence: { groupOrder: 1 } }),
    ],
  },
});

function project(name: string, test: object) {
  return {
    plugins: [viteTemplates, vitePrograms],
    define: { GEN_VERSION: JSON.stringify("test") },
    test: { name, ...test },
  };
}
