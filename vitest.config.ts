import { defineConfig } from "vitest/config";
import { vitePrograms } from "./scripts/program-module.mjs";
import { viteTemplates } from "./scripts/template-module.mjs";

/** The scripts on a real Docker engine: they wait for most of their time, so many of them run at once, after all others. */
const BENCH = "test/bench/*.test.ts";

export default defineConfig({
  test: {
    reporters: ["default", "./scripts/reporter.mjs"],
    projects: [
      // One for each processor, where vitest would leave one free: half of these tests wait for daemons.
      project("tests", {
        include: ["test/**/*.test.ts"],
        exclude: [BENCH],
        maxWorkers: "100%",
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
