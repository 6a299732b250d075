import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeLive } from "../live/requirements.ts";
import { BENCH_NEEDS } from "./bench-needs.ts";
import { isChanging } from "./faults/try-fault.ts";
import { ALLOWED, type BenchLab, inventoryText, openLab, type ScriptRun } from "./lab.ts";

describeLive("a lab with stand-ins for kind, kubectl and cilium", BENCH_NEEDS, () => {
  describe.each([
    ["this machine's Docker", "this", /^/],
    ["a newer Debian, with Docker 28 and cgroups of version 2", "newer", /^28\..* 2$/],
  ] as const)("on %s", (_, machine, engine) => {
    let lab: BenchLab;
    let untouched: readonly string[];
    let refused: ScriptRun;
    let fresh: ScriptRun;

    beforeAll(async () => {
      lab = await openLab(inventoryText("two-clusters"), machine);
      untouched = await lab.left();
      if (machine === "newer") {
        await lab.filterBridges("yes");
        refused = await lab.run("up.sh", { env: { PREFLIGHT_ALLOW: "memory disk inotify" } });
        await lab.filterBridges("no");
      }
      fresh = await lab.run("up.sh", { env: ALLOWED });
    }, 300_000);

    afterAll(() => lab?.close(), 60_000);

    it("is nothing at first", async () => {
      expect(
        (await lab.engine.docker("info", "--format", "{{.ServerVersion}} {{.CgroupVersion}}")).trim(),
      ).toMatch(engine);
      expect(untouched).toEqual([]);
    });

    if (machine === "newer") {
      it("is refused where iptables would drop what its routers forward", () => {
        expect(refused.status, refused.output).toBe(1);
        expect(refused.output).toContain("sudo sysctl -w net.bridge.bridge-nf-call-iptables=0");
        expect(refused.calls.filter(isChanging)).toEqual([]);
      });
    }

    it("comes up on the first try, phase by phase, each with the time", () => {
      expect(fresh.status, fresh.output).toBe(0);
      const phases = [
        "preflight",
        "leftovers",
        "networks",
        "routers",
        "clients",
        "clusters",
        "cilium",
        "services",
      ];
      expect([...fresh.stdout.matchAll(/^\[ *\d+s\] (\w+):/gm)].map(([, phase]) => phase)).toEqual(phases);
      expect(fresh.stdout.trimEnd().split("\n").at(-1)).toMatch(
        /^up: \d+ change\(s\) in \d+ s; \.\/verify\.sh looks/,
      );
    });

    it("does what gen predicts: verify.sh accepts it, with traffic on all four backends", async () => {
      const verify = await lab.run("verify.sh");
      expect(verify.status, verify.output).toBe(0);
    }, 120_000);

    it("asks for as little as it can: no privileged container, no capability but three", async () => {
      const all = (await lab.engine.docker("ps", "--format", "{{.Names}}")).trim().split("\n");
      const format = "{{.HostConfig.Privileged}} {{.HostConfig.CapAdd}}";
      // Docker 28 writes their names in full.
      const inspected = (
        await lab.engine.docker("inspect", "--format", format, "frrtor", "client")
      ).replaceAll("CAP_", "");
      expect(all).toHaveLength(6);
      expect(inspected.trim().split("\n")).toEqual([
        "false [NET_ADMIN NET_RAW SYS_ADMIN]",
        "false [NET_ADMIN]",
      ]);
    });

    it("is left alone by a second run, which says so", async () => {
      const again = await lab.run("up.sh", { env: ALLOWED });
      console.log(
        `a run with nothing to change: ${again.calls.length} commands, ${again.seconds.toFixed(1)} s`,
      );
      expect(again.status, again.output).toBe(0);
      expect(again.output).toContain("up: nothing to change");
      expect(again.calls.filter(isChanging)).toEqual([]);
    }, 60_000);

    it("is gone after down.sh: no container, no network, no file; and again after another", async () => {
      for (const said of ["the lab two-clusters is gone", "nothing of the lab two-clusters was there"]) {
        const down = await lab.run("down.sh");
        expect(down.status, down.output).toBe(0);
        expect(down.stdout).toContain(said);
        expect(await lab.left()).toEqual([]);
      }
    }, 60_000);

    it("takes its images along with --images, but for one that somebody else uses", async () => {
      await lab.engine.docker("create", "--name", "somebody", "nicolaka/netshoot:v0.15", "true");
      const dry = await lab.run("down.sh", { arguments: ["--images", "--dry-run"] });
      expect(dry.stdout).toContain("down: 2 things would be removed");
      const down = await lab.run("down.sh", { arguments: ["--images"] });
      expect(down.status, down.output).toBe(0);
      expect(down.output).toContain("the image nicolaka/netshoot:v0.15 stays, for it is used by somebody");
      const images = await lab.engine.docker("image", "ls", "--format", "{{.Repository}}:{{.Tag}}");
      expect(images).toBe("nicolaka/netshoot:v0.15\n");
    }, 60_000);
  });
});
