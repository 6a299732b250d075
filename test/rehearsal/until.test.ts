import { describe, expect, it } from "vitest";
import { ifAnswered, LabError, SandboxEnded } from "../../src/rehearsal/lab/lab-error.ts";
import { until } from "../../src/rehearsal/lab/lab-handle.ts";

describe("waiting in a lab", () => {
  it("asks again where the lab does not answer yet", async () => {
    let asked = 0;
    const answers = async () => {
      if (++asked < 3) throw new LabError("bgpd is not running");
      return true;
    };
    expect(await until(answers, 5, 0)).toBe(true);
    expect(asked).toBe(3);
  });

  it("gives up when the time has passed", async () => {
    expect(await until(async () => Promise.reject(new LabError("bgpd is not running")), 0, 0)).toBe(false);
  });

  it.each([
    ["a bug of ours", new TypeError("routes is undefined")],
    ["the sandbox's end", new SandboxEnded("the sandbox has ended")],
  ])("does not wait out %s", async (_what, error) => {
    await expect(until(async () => Promise.reject(error), 5, 0)).rejects.toBe(error);
    await expect(ifAnswered(Promise.reject(error))).rejects.toBe(error);
  });
});
