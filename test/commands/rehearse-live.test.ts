import { appendFileSync, cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { until } from "../../src/rehearsal/lab/lab-handle.ts";
import { describeLive } from "../live/requirements.ts";
import { type Started, type World, withWorld } from "../rehearsal/world.ts";
import { buildCli, cliFile } from "./cli.ts";
import { edit } from "./edit.ts";

const NEEDS = { root: true, packages: ["frr", "gobgpd", "iproute2"] };
const INVENTORY = ["rehearse", "-i", "two-clusters.yaml"];

describeLive("gen rehearse", NEEDS, () => {
  buildCli();
  const world = withWorld();
  vi.setConfig({ testTimeout: 180_000 });

  it("says PASS for what gen writes, with its progress beside it, and leaves nothing", async () => {
    const { code, out, err } = await world.gen(...INVENTORY, "--json", "r.json", "--report", "r.md");
    expect(out.trimEnd().split("\n").at(-1)).toMatch(
      /^PASS: two-clusters does what gen predicts \(\d+ checks(, \d+ skipped)?, \d+\.\d s\)$/,
    );
    expect(code).toBe(0);
    expect(err).toMatch(/^(\[ *\d+\.\d s\] .+\n)+$/);
    expect(`${out}${err}`, "no colours or movements where nobody looks on").not.toContain("\u001b");
    expect(read(world, "r.json")).toMatchObject({ exitCode: 0, verdict: "PASS", inventory: "two-clusters" });
    expect(readFileSync(join(world.folder(), "r.md"), "utf8")).toMatch(
      /^# Rehearsal of two-clusters: PASS\n/,
    );
    expect(world.processes()).toEqual([]);
  });

  it("says FAIL for a tree that was spoilt, and writes the reports all the same", async () => {
    const tree = join(world.folder(), "lab");
    cpSync("out/two-clusters", tree, { recursive: true });
    edit(tree, "frrtor/frr.conf", " bgp bestpath as-path multipath-relax\n", "");
    appendFileSync(join(tree, "frrtor/frr.conf"), "nonsense \u001b[31m\n");
    const args = [...INVENTORY, "--artifacts", "lab", "-q", "--report", "fail.md"];
    const { code, out, err } = await world.gen(...args);
    expect({ code, err }).toEqual({ code: 1, err: "" });
    expect(out, "what it quotes is not obeyed").toContain("nonsense \u241b[31m");
    expect(out).not.toContain("\u001b");
    expect(out).toMatch(/^two-clusters, rehearsal [0-9a-f]{6} of the files in lab\n/);
    expect(out).toMatch(/\n {2}fib +frrtor +FAIL .*\n {4}\S/);
    expect(out.trimEnd().split("\n").at(-1)).toMatch(/^FAIL: \d+ of \d+ checks failed: .*fib/);
    expect(readFileSync(join(world.folder(), "fail.md"), "utf8")).toContain(": FAIL\n");
  });

  it("says INCONCLUSIVE when the lab dies under it; the report may be all of standard output", async () => {
    const started = await world.start(
      "bash",
      "-c",
      `exec ${process.execPath} ${cliFile()} ${INVENTORY.join(" ")} --json - >r2.json`,
    );
    await said(started, "sessions");
    await world.shell(`kill -KILL ${world.sandboxes()[0]?.init.numbers.at(-2)}`);
    expect(await started.ended()).toBe(3);
    const report = read(world, "r2.json");
    expect(report).toMatchObject({ exitCode: 3, verdict: "INCONCLUSIVE" });
    expect(await started.said()).toContain(`INCONCLUSIVE: ${report["reason"]}\n`);
  });

  it("says INCONCLUSIVE, not FAIL, when GoBGP dies on the nodes", async () => {
    writeFileSync(join(world.folder(), "gobgpd"), '#!/bin/sh\nexec timeout 11 /usr/bin/gobgpd "$@"\n', {
      mode: 0o755,
    });
    const path = `PATH=${world.folder()}:${process.env["PATH"]}`;
    const started = await world.start("env", path, process.execPath, cliFile(), ...INVENTORY, "-q");
    expect(await started.ended()).toBe(3);
    expect(await started.said()).toMatch(/\nINCONCLUSIVE: gobgpd of kind01-control-plane has died \(/);
    await world.shell("rm gobgpd");
  });

  it("takes the lab down on Ctrl-C, and does not wait for that on a second one", async () => {
    for (const times of [1, 2]) {
      const started = await world.start(process.execPath, cliFile(), ...INVENTORY, "--report", "no.md");
      await said(started, "sessions");
      for (let i = 0; i < times; i++) await world.shell(`kill -INT ${started.pid}`);
      expect(await started.ended()).toBe(130);
      expect(await started.said()).toContain("gen: interrupted; ");
      expect(await started.said()).not.toContain("bug");
      if (times === 1) expect(existsSync(join(world.folder(), "no.md"))).toBe(false);
      expect(await until(async () => world.processes().length === 0, 5)).toBe(true);
    }
  });

  it("ends with the gen that is killed", async () => {
    const started = await world.start(process.execPath, cliFile(), ...INVENTORY);
    await said(started, "sessions");
    await world.shell(`kill -KILL ${started.pid}`);
    expect(await started.ended()).toBe(137);
    expect(await until(async () => world.processes().length === 0, 5)).toBe(true);
    expect((await world.gen("rehearse", "--clean")).out).toBe("nothing is left of any rehearsal\n");
  });

  it("keeps the lab if told so, says how to enter it, and takes it away when asked", async () => {
    const { code, out, err } = await world.gen(...INVENTORY, "--keep", "-q", "--flows", "40");
    expect({ code, out }).toEqual({ code: 0, out: "" });
    const [, run] = /^kept: rehearsal ([0-9a-f]{6})\./.exec(err) ?? [];
    const commands = [...err.matchAll(/^ {2}(nsenter .*)$/gm)].map(([, command]) => command);
    expect(commands).toHaveLength(2);
    const summary = await world.shell(`${commands[0]} -c 'show bgp ipv4 unicast summary'`);
    expect(summary).toMatch(/Total number of neighbors 4\n/);
    const request = String.raw`printf 'GET / HTTP/1.0\r\n\r\n' >&3; cat <&3`;
    const script = `ip -brief address; exec 3<>/dev/tcp/172.30.0.10/80; ${request}`;
    const answer = await world.shell(`echo ${JSON.stringify(script)} | ${commands[1]}`);
    expect(answer).toContain("192.168.20.2/24");
    expect(answer).toMatch(/Server address: 10\.128\.\d+\.\d+:80\n/);
    const clean = await world.gen("rehearse", "--clean");
    expect(clean).toEqual({ code: 0, out: `removed 1 rehearsal: ${run} (kept)\n`, err: "" });
    expect(world.processes()).toEqual([]);
  });
});

async function said(started: Started, text: string): Promise<void> {
  if (!(await until(async () => (await started.said()).includes(text), 60))) {
    throw new Error(await started.said());
  }
}

function read(world: World, file: string): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(join(world.folder(), file), "utf8"));
}
