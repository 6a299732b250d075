import { afterAll, beforeAll, expect, it } from "vitest";
import { describeLive } from "../live/requirements.ts";
import { BENCH_NEEDS } from "./bench-needs.ts";
import { isChanging } from "./faults/try-fault.ts";
import { ALLOWED, type BenchLab, inventoryText, openLab } from "./lab.ts";

const INVENTORY = inventoryText("two-clusters");

describeLive("up.sh with options", BENCH_NEEDS, () => {
  let lab: BenchLab;

  beforeAll(async () => {
    lab = await openLab(INVENTORY);
  }, 300_000);

  afterAll(() => lab?.close(), 60_000);

  const up = (...words: readonly string[]) => lab.run("up.sh", { arguments: words, env: ALLOWED });
  const phases = (output: string) => [...output.matchAll(/^\[ *\d+s\] (\w+):/gm)].map(([, phase]) => phase);

  it("says with --dry-run all that would be done, and does none of it", async () => {
    const dry = await up("--dry-run");
    expect(dry.status, dry.output).toBe(0);
    expect(dry.calls.filter(isChanging)).toEqual([]);
    expect(await lab.left()).toEqual([]);
    for (const part of ["network kind01", "frrtor: create it", "kind02: create it", "kind01: install Cilium"])
      expect(dry.stdout).toContain(`would be done: ${part}`);
  }, 60_000);

  it("lets kind make no network of its own where the phase that makes them was left out", async () => {
    const from = await up("--from", "clusters");
    expect(from.status, from.output).toBe(1);
    expect(from.output).toContain("the network kind01 of this lab is not there: ./up.sh makes it");
    expect(from.calls.filter(isChanging)).toEqual([]);
    expect(await lab.left()).toEqual([]);
  }, 60_000);

  it("does one phase with --only, and those from one on with --from", async () => {
    const only = await up("--only", "networks");
    expect(phases(only.stdout)).toEqual(["preflight", "networks"]);
    const from = await up("--from", "clusters");
    expect(from.status, from.output).toBe(0);
    expect(phases(from.stdout)).toEqual(["preflight", "clusters", "cilium", "services"]);
    const wrong = await up("--only", "router");
    expect(wrong.status).toBe(2);
    expect(wrong.output).toContain("phases: leftovers networks routers");
  }, 60_000);

  it("does not wait with --dry-run for what would have to be started", async () => {
    const rest = await up();
    expect(rest.status, rest.output).toBe(0);
    await lab.engine.docker("stop", "frrtor", "client", "kind01-control-plane", "kind02-worker");
    const dry = await up("--dry-run");
    expect(dry.status, dry.output).toBe(0);
    expect(dry.seconds).toBeLessThan(20);
    expect(dry.calls.filter(isChanging)).toEqual([]);
    for (const what of ["frrtor: start it", "client: start it", "kind01: start kind01-control-plane"])
      expect(dry.stdout).toContain(`would be done: ${what}`);
  }, 90_000);

  it("stops at a network of an older inventory where the phase that removes it was left out", async () => {
    await lab.write(INVENTORY.replaceAll("172.20.0.", "172.21.0."));
    for (const words of [
      ["--only", "networks"],
      ["--from", "networks"],
    ]) {
      const run = await up(...words);
      expect(run.status, run.output).toBe(1);
      expect(run.output).toContain(
        "the network kind02 was made from an older inventory: run ./up.sh with all",
      );
      expect(run.calls.filter(isChanging)).toEqual([]);
    }
  }, 60_000);
});
