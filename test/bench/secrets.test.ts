import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeLive } from "../live/requirements.ts";
import { BENCH_NEEDS } from "./bench-needs.ts";
import { isChanging } from "./faults/try-fault.ts";
import { ALLOWED, type BenchLab, inventoryText, openLab, type ScriptRun } from "./lab.ts";

const VARIABLE = "BGP_MD5_WEST_1";
const PASSWORD = "correct-horse.battery~staple";
const OTHER = "another-one";

describeLive("a lab whose sessions have passwords", BENCH_NEEDS, () => {
  let lab: BenchLab;

  beforeAll(async () => {
    lab = await openLab(inventoryText("authenticated"));
  }, 300_000);

  afterAll(() => lab?.close(), 60_000);

  const up = (env: Readonly<Record<string, string>> = {}) =>
    lab.run("up.sh", { env: { ...ALLOWED, ...env } });

  /** Neither what was printed nor the arguments of any program have a password, as it is or in base64; nor has an environment. */
  const keeps = ({ output, calls }: ScriptRun) => {
    for (const text of [PASSWORD, OTHER].flatMap((it) => [it, btoa(it).replace(/=+$/, "")])) {
      expect(output).not.toContain(text);
      expect(calls.join("\n")).not.toContain(text);
    }
    expect(calls.filter((call) => call.includes(`(has ${VARIABLE})`))).toEqual([]);
  };

  it.each<[string, Readonly<Record<string, string>>, RegExp]>([
    ["without one", {}, /there is no password for the BGP sessions of west-1: set BGP_MD5_WEST_1/],
    ["with one that FRR would not take", { [VARIABLE]: "with blanks" }, /must be 1 to 80 characters/],
  ])(
    "does not start %s",
    async (_, env, says) => {
      const refused = await up(env);
      expect(refused.status).toBe(1);
      expect(refused.output).toMatch(says);
      expect(refused.calls.filter(isChanging)).toEqual([]);
    },
    60_000,
  );

  it("does not start with a file that others can read", async () => {
    mkdirSync(join(lab.state, "secrets"), { recursive: true });
    const file = join(lab.state, "secrets/bgp-md5-west-1");
    writeFileSync(file, `${PASSWORD}\n`);
    chmodSync(file, 0o644);
    const refused = await up();
    expect(refused.status).toBe(1);
    expect(refused.output).toContain("chmod 600 it");
    chmodSync(file, 0o600);
  }, 60_000);

  it("comes up with the file's, which nothing prints and no program has among its arguments", async () => {
    const fresh = await up();
    expect(fresh.status, fresh.output).toBe(0);
    keeps(fresh);
    const verify = await lab.verify();
    expect(verify.status, verify.output).toBe(0);
    keeps(verify);
    const running = await lab.engine.docker("exec", "tor", "vtysh", "-c", "show running-config");
    expect(running).toContain(`password ${PASSWORD}`);
  }, 120_000);

  it("is left alone by a second run", async () => {
    const again = await up();
    expect(again.calls.filter(isChanging), again.output).toEqual([]);
  }, 60_000);

  it("takes another from the environment, on both ends, and does not come up with one end's alone", async () => {
    const changed = await up({ [VARIABLE]: OTHER });
    expect(changed.status, changed.output).toBe(0);
    keeps(changed);
    const verify = await lab.verify();
    expect(verify.status, verify.output).toBe(0);
    const manifest = JSON.stringify({ stringData: { password: "a-third" } });
    const secret = ["--namespace", "kube-system", "patch", "secret", "bgp-md5-west-1"];
    await lab.kubectl("west-1", ...secret, "--type=merge", "--patch", manifest);
    const failed = await lab.run("verify.sh", { arguments: ["--wait", "15"] });
    expect(failed.status, failed.output).toBe(1);
    expect(failed.output).toMatch(/FAIL .*sessions with west-1/);
    const mended = await up();
    expect(mended.status, mended.output).toBe(0);
    keeps(mended);
  }, 180_000);

  it("keeps the file when it goes down, for that is not the lab's", async () => {
    expect((await lab.run("down.sh")).status).toBe(0);
    expect(await lab.left()).toEqual([`file ${join(lab.state, "secrets/bgp-md5-west-1")}`]);
  }, 60_000);
});
