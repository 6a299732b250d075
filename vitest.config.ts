import { defineConfig } from "vitest/config";
import { viteTemplates } from "./scripts/template-module.mjs";

export default defineConfig({
  plugins: [viteTemplates],
  define: { GEN_VERSION: JSON.stringify("test") },
  test: {
    include: ["test/**/*.test.ts"],
    reporters: ["default", "./scripts/reporter.mjs"],
  },
});
