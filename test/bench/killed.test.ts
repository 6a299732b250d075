import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeLive } from "../live/requirements.ts";
import { BENCH_NEEDS } from "./bench-needs.ts";
import { ALLOWED, type BenchLab, inventoryText, openLab } from "./lab.ts";

const INVENTORY = inventoryText("two-clusters");
const PHASES = ["leftovers", "networks", "routers", "clients", "clusters", "cilium", "services"];

describeLive("up.sh, killed (SIGKILL)", BENCH_NEEDS, () => {
  let lab: BenchLab;

  beforeAll(async () => {
    lab = await openLab(INVENTORY);
  }, 300_000);

  afterAll(() => lab?.close(), 60_000);

  /** up.sh with a `kill -KILL` of itself at the end of a phase. */
  async function killedAfter(phase: string): Promise<void> {
    const file = join(lab.tree, "up.sh");
    const text = readFileSync(file, "utf8");
    const block = new RegExp(`(^if phase ${phase} [^]*?)(^fi$)`, "m");
    expect(text).toMatch(block);
    writeFileSync(
      file,
      text.replace(block, (_, body, end) => `${body}  kill -KILL $$\n${end}`),
    );
    const killed = await lab.run("up.sh", { env: ALLOWED });
    writeFileSync(file, text);
    expect(killed.status, killed.output).toBe(137);
  }

  it.each(PHASES)(
    "after the phase %s: down.sh leaves nothing",
    async (phase) => {
      await killedAfter(phase);
      const down = await lab.run("down.sh");
      expect(down.status, down.output).toBe(0);
      expect(await lab.left()).toEqual([]);
    },
    120_000,
  );

  it.each(PHASES)(
    "after the phase %s: a plain run converges",
    async (phase) => {
      await killedAfter(phase);
      await converges();
    },
    120_000,
  );

  it.each([1500, 3000, 4500])(
    "with all that it has started, %i ms after the start: a plain run converges",
    async (delay) => {
      await lab.run("up.sh", { env: ALLOWED, signal: AbortSignal.timeout(delay) });
      await converges();
    },
    120_000,
  );

  async function converges(): Promise<void> {
    const up = await lab.run("up.sh", { env: ALLOWED });
    expect(up.status, up.output).toBe(0);
    const verify = await lab.verify();
    expect(verify.status, verify.output).toBe(0);
    const down = await lab.run("down.sh");
    expect(down.status, down.output).toBe(0);
    expect(await lab.left()).toEqual([]);
  }
});
