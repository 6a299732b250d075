import { afterAll, beforeAll, expect, it } from "vitest";
import { checkExports } from "../../src/rehearsal/checks/check-exports.ts";
import { checkReturnPath } from "../../src/rehearsal/checks/check-return-path.ts";
import { startFrr } from "../../src/rehearsal/lab/frr.ts";
import { handleOf, type LabHandle } from "../../src/rehearsal/lab/lab-handle.ts";
import { openSandbox, type Sandbox } from "../../src/rehearsal/lab/sandbox.ts";
import { startNode } from "../../src/rehearsal/lab/start-node.ts";
import { wire } from "../../src/rehearsal/lab/wiring.ts";
import { makeLab } from "../../src/rehearsal/make-lab.ts";
import { waitForRoutes } from "../../src/rehearsal/settle.ts";
import { describeLive } from "../live/requirements.ts";
import { treeOf } from "./rehearsed.ts";

const { plan, artifacts } = treeOf("two-clusters");
const { expected } = plan;
const { lab, hosts } = makeLab(plan, artifacts);
const running = lab.nodes.slice(0, 2);

describeLive(
  "a lab of which a part does not answer",
  { root: true, packages: ["frr", "gobgpd", "iproute2"] },
  () => {
    let sandbox: Sandbox;
    let handle: LabHandle;

    beforeAll(async () => {
      sandbox = await openSandbox("0a0a0a", 120);
      handle = handleOf(sandbox);
      const nodes = lab.nodes.map((node) => ({
        ...node,
        localAddresses: node.frontends.map(({ address }) => address),
      }));
      await wire(sandbox, lab, [...lab.routers, ...nodes, ...lab.clients]);
      for (const node of running) await startNode(handle, node);
    }, 60_000);

    afterAll(() => sandbox?.close());

    const exports = (nodes = lab.nodes) => {
      const sessions = expected.sessions.filter(({ node }) => nodes.some(({ name }) => name === node));
      return checkExports({ ...expected, sessions }, "frrtor", lab, handle);
    };
    const returnPath = () => checkReturnPath(expected, plan, lab, handle);

    it("knows that a node without a session is sent nothing", async () => {
      expect(await exports(running)).toMatchObject({ outcome: "pass", details: [] });
    });

    it("does not know what nodes are sent whose GoBGP does not run", { timeout: 40_000 }, async () => {
      const { outcome, details } = await exports();
      expect(outcome).toBe("inconclusive");
      expect(details).toHaveLength(2);
      expect(details[0]).toMatch(/^kind02-[a-z-]+: `gobgp .* ends with 1: /);
    });

    it("asks the other routers when one has no FRR", { timeout: 60_000 }, async () => {
      for (const router of lab.routers) await startFrr(sandbox, router);
      const states = await waitForRoutes(expected, ["client", "frrtor"], handle, hosts, 0);
      expect([...states.keys()]).toEqual(["frrtor"]);
    });

    it("tells a way that there is not from one that cannot be asked for", { timeout: 40_000 }, async () => {
      expect(await returnPath()).toMatchObject({ outcome: "pass", details: [] });
      await sandbox.run(["ip", "netns", "delete", "kind02-worker"]);
      const open = await returnPath();
      expect(open.outcome).toBe("inconclusive");
      expect(open.details).toEqual([expect.stringMatching(/^kind02-worker: `ip -j route get /)]);
      await handle.run("kind01-worker", ["ip", "route", "flush", "table", "main"]);
      const wrong = await returnPath();
      expect(wrong.outcome).toBe("fail");
      expect(wrong.details).toContain(
        "kind01-worker sends answers to client by no route at all in place of 10.20.0.101",
      );
      expect(wrong.details).toHaveLength(2);
    });
  },
);
