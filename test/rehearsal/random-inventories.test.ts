import fc from "fast-check";
import { expect, it } from "vitest";
import { compile } from "../../src/compile.ts";
import { hasErrors } from "../../src/diagnostics/diagnostic.ts";
import { describeLive } from "../live/requirements.ts";
import { randomInventory } from "./random-inventory.ts";
import { complaints, rehearsed, treeOf } from "./rehearsed.ts";

/** How many are rehearsed, some at once: a few in CI, more by hand (`RANDOM_INVENTORIES=200 npx vitest run ...`). */
const COUNT = Number(process.env["RANDOM_INVENTORIES"] ?? 6);
const AT_ONCE = 3;
/** Each run draws others, which the report names: the seed makes them again. */
const SEED = Number(process.env["RANDOM_SEED"] ?? Date.now() % 1_000_000);

it("draws inventories most of which are accepted", () => {
  const drawn = fc.sample(randomInventory, { numRuns: 200, seed: SEED });
  const accepted = drawn.filter((source) => !hasErrors(compile(source).diagnostics));
  expect(accepted.length).toBeGreaterThan(100);
});

describeLive(
  "the prediction for random inventories",
  { root: true, packages: ["frr", "gobgpd", "iproute2"] },
  () => {
    it("is what FRR and the kernel do", { timeout: 60_000 * COUNT }, async () => {
      const drawn = fc
        .sample(randomInventory, { numRuns: 4 * COUNT, seed: SEED })
        .filter((source) => !hasErrors(compile(source).diagnostics))
        .slice(0, COUNT);
      let count = 0;
      const worker = async () => {
        for (let source = drawn.shift(); source; source = drawn.shift()) {
          const report = await rehearsed(treeOf(source), { flows: 100 });
          expect(report.verdict, `seed ${SEED}\n${complaints(report)}\n${source.text}`).toBe("PASS");
          count++;
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, worker));
      console.log(`${count} random inventories rehearsed, each as predicted (seed ${SEED})`);
      expect(count).toBeGreaterThan(0);
    });
  },
);
