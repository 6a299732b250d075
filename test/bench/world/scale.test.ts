import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStage, type Stage } from "./stage.ts";

describe("what calls of the stand-ins cost", { timeout: 60_000 }, () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
    await stage.applyManifests();
  }, 30_000);
  afterAll(() => stage.close());

  it("is below 40 ms of processor time for each of 200 calls of kubectl, the world's share included", async () => {
    const script = `for i in $(seq 200); do
      kubectl --kubeconfig config --context kind-kind01 get services,deployments --output json >/dev/null
    done
    times`;
    const env = {
      ...process.env,
      ...stage.world.environment,
      PATH: `${stage.world.programs}:${process.env["PATH"]}`,
    };
    const before = process.cpuUsage();
    const start = performance.now();
    const { stdout } = await promisify(execFile)("bash", ["-c", script], { cwd: stage.folder, env });
    const wall = (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(before);
    const world = (user + system) / 1e6;
    // The second line of `times` is about the children.
    const [minutes = []] = [[...(stdout.trim().split("\n")[1] ?? "").matchAll(/(\d+)m([\d.]+)s/g)]];
    const programs = minutes.reduce((sum, [, m, s]) => sum + Number(m) * 60 + Number(s), 0);
    console.log(
      `200 calls: ${wall.toFixed(1)} s, of the processor ${programs.toFixed(1)} s in the programs and ${world.toFixed(1)} s in the world`,
    );
    expect((programs + world) / 200).toBeLessThan(0.04);
  });
});
