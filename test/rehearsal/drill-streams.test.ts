import { expect, it } from "vitest";
import { withStreams } from "../../src/rehearsal/drills/request-stream.ts";
import { describeLive } from "../live/requirements.ts";
import { treeOf } from "./rehearsed.ts";
import { withSettledLab } from "./settled-lab.ts";

describeLive("the clients of a drill", { root: true, packages: ["frr", "gobgpd", "iproute2"] }, () => {
  it("ask from its beginning, and no longer when it throws", { timeout: 120_000 }, async () => {
    const tree = treeOf("two-clusters");
    await withSettledLab(tree, async ({ handle }) => {
      const pids = async () => (await handle.sandbox.run(["ip", "netns", "pids", "client"])).stdout;
      const files = async () => (await handle.sandbox.run(["ls", "/run/lab"])).stdout;
      let answered = 0;
      const drill = withStreams(tree.plan.expected.answers, handle, async (streams) => {
        for (const stream of streams) answered += (await stream.answers()).length;
        expect(await pids()).not.toBe("");
        expect(await files()).toContain(".stream");
        throw new Error("the drill throws");
      });
      await expect(drill).rejects.toThrow("the drill throws");
      expect(answered).toBeGreaterThan(0);
      await expect.poll(pids, { timeout: 5000 }).toBe("");
      expect(await files()).not.toContain(".stream");
    });
  });
});
