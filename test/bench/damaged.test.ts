import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeLive } from "../live/requirements.ts";
import { BENCH_NEEDS } from "./bench-needs.ts";
import { CHANGING, isChanging, reportProblems } from "./faults/try-fault.ts";
import { untilNothingFails } from "./faults/until-nothing-fails.ts";
import { ALLOWED, type BenchLab, type EachOnce, inventoryText, openLab } from "./lab.ts";

describeLive("a lab to which a lot has happened", BENCH_NEEDS, () => {
  let lab: BenchLab;

  beforeAll(async () => {
    lab = await openLab(inventoryText("two-clusters"));
    const up = await lab.run("up.sh", { env: ALLOWED });
    expect(up.status, up.output).toBe(0);
  }, 300_000);

  afterAll(() => lab?.close(), 60_000);

  let isDamaged = false;

  async function damage(): Promise<void> {
    if (isDamaged) return;
    isDamaged = true;
    const docker = (words: string) => lab.engine.docker(...words.split(" "));
    await lab.kubectl("kind01", "label", "node/kind01-worker", "bgp-");
    await lab.kubectl("kind01", "--namespace", "kube-system", "delete", "daemonset/cilium");
    writeFileSync(join(lab.state, "kubeconfig-kind01"), "rubbish: [");
    const other = join(lab.state, "kubeconfig-kind02");
    writeFileSync(other, readFileSync(other, "utf8").replace(/^.*client-key-data.*\n/m, ""));
    // A bgpd that answers vtysh, and nobody else.
    await docker('exec frrtor sed -i s/bgpd_options="/&-p0\\x20/ /etc/frr/daemons');
    await docker("restart frrtor");
    const listening = "grep -q ':00B3 00000000:0000 0A' /proc/net/tcp && echo listens || echo no";
    expect((await lab.engine.docker("exec", "frrtor", "sh", "-c", listening)).trim()).toBe("no");
    await docker("exec frrtor rm /etc/frr/vtysh.conf /etc/frr/frr.conf");
    await docker("pause client kind01-worker");
    await docker("stop kind02-worker");
    await docker("network disconnect kind02 kind02-control-plane");
  }

  it("is what up.sh --dry-run says, to the end, and changes nothing of", async () => {
    await damage();
    const dry = await lab.run("up.sh", { arguments: ["--dry-run"], env: ALLOWED });
    expect(dry.status, dry.output).toBe(0);
    expect(dry.calls.filter(isChanging)).toEqual([]);
    for (const what of ["frrtor: stop it", "client: let it go on", "kind02: connect kind02-control-plane"])
      expect(dry.stdout).toContain(`would be done: ${what}`);
    // Of clusters whose nodes do not run nothing is known, which is no reason to make them anew.
    expect(dry.stdout).toContain(
      "kind02: whether to install Cilium 1.18.12 cannot be seen before its API server answers",
    );
    expect(dry.stdout).not.toMatch(/would be done: kind0\d: (install|apply|create)/);
  }, 60_000);

  it.each<EachOnce["when"]>(["before", "after"])(
    "is mended though each call that changes something fails once, %s it has done it",
    async (when) => {
      await damage();
      const fault = { each: CHANGING, when, done: new Set<string>() };
      const runs = await untilNothingFails(lab, "up.sh", fault);
      console.log(`${fault.done.size} calls failed ${when} they had done it, in ${runs.length - 1} runs`);
      expect(fault.done.size).toBeGreaterThanOrEqual(12);
      expect(runs.flatMap((run) => [...reportProblems(run)])).toEqual([]);
      expect(runs.at(-1)?.status, runs.at(-1)?.output).toBe(0);
      const verify = await lab.verify();
      expect(verify.status, verify.output).toBe(0);
      isDamaged = false;
    },
    300_000,
  );
});
