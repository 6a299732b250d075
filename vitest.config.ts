import { defineConfig } from "vitest/config";
import { vitePrograms } from "./scripts/program-module.mjs";
import { viteTemplates } from "./scripts/template-module.mjs";

export default defineConfig({
  plugins: [viteTemplates, vitePrograms],
  define: { GEN_VERSION: JSON.stringify("test") },
  test: {
    include: ["test/**/*.test.ts"],
    reporters: ["default", "./scripts/reporter.mjs"],
  },
});
