import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import path from "node:path";
import { buildSync } from "esbuild";
import { expect, it } from "vitest";
import { isDefault, unshownStatements } from "./frr-statements.ts";
import { withLab } from "./lab.ts";
import { describeLive } from "./requirements.ts";
import type { Lab, LabRouter } from "./topology.ts";

const TIMEOUT = 30_000;

describeLive("lab", { root: true, packages: ["frr", "iproute2"] }, () => {
  it.each([
    ["a word FRR does not know", "router bgp 65001\n neighbor-hood 10.0.0.1\n", "line 2: % Unknown command"],
    [
      "a statement bgpd refuses",
      "router bgp 65001\n bgp listen range 10.20.0.0/16 peer-group NONE\n",
      "line 2:",
    ],
  ])("reports %s", { timeout: TIMEOUT }, async (_, frrConf, words) => {
    await expect(withLab(routerWith({ frrConf }), async () => {})).rejects.toThrow(words);
  });

  it("tells defaults from statements that FRR has dropped", { timeout: TIMEOUT }, async () => {
    const frrConf = `
bfd
 profile slow
  transmit-interval 1000
router bgp 65001
 bgp listen limit 100
 neighbor X peer-group
 address-family ipv4 unicast
  neighbor X activate
  maximum-paths 2
  maximum-paths 4
`;
    await withLab(routerWith({ frrConf }), async (lab) => {
      const unshown = unshownStatements(frrConf, await lab.vtysh("tor", "show running-config"));
      const verdicts = [];
      for (const statement of unshown)
        verdicts.push([statement.at(-1), await isDefault(lab, "tor", statement)]);
      expect(verdicts).toEqual([
        ["transmit-interval 1000", false], // bfdd does not run
        ["bgp listen limit 100", true],
        ["neighbor X activate", true],
        ["maximum-paths 2", false], // the next line overrides it
      ]);
    });
  });

  it("starts the daemons of the daemons file, zebra and staticd", { timeout: TIMEOUT }, async () => {
    const daemons = await withLab(routerWith({ daemons: "bgpd=no\nbfdd=yes\n" }), (lab) =>
      lab.vtysh("tor", "show daemons"),
    );
    expect(daemons.trim().split(/\s+/).sort()).toEqual(["bfdd", "staticd", "zebra"]);
  });

  it("gives a router none of the machine's settings", { timeout: TIMEOUT }, async () => {
    const settings = ["ip_forward", "fib_multipath_hash_policy"].map((name) => `/proc/sys/net/ipv4/${name}`);
    const read = (sysctls: string[]) =>
      withLab(routerWith({ sysctls }), (lab) => lab.run("tor", ["cat", ...settings]));
    expect(await read([])).toBe("0\n0\n");
    expect(await read(["net.ipv4.ip_forward=1", "net.ipv4.fib_multipath_hash_policy=1"])).toBe("1\n1\n");
  });

  it("refuses a sysctl that would change the machine", { timeout: TIMEOUT }, async () => {
    const lab = routerWith({ sysctls: ["vm.swappiness=1"] });
    await expect(withLab(lab, async () => {})).rejects.toThrow("is not a sysctl of a network namespace");
  });

  it("leaves nothing behind when the test process is killed", { timeout: TIMEOUT }, async () => {
    const victim = spawn(process.execPath, ["--input-type=module", "-e", programThatStarts(routerWith({}))]);
    await once(victim.stdout, "data");
    const processes = descendants(victim.pid ?? 0);
    expect(processes.map(commandOf).sort()).toEqual(["bash", "bgpd", "staticd", "unshare", "zebra"]);
    victim.kill("SIGKILL");
    await once(victim, "exit");
    await expect.poll(() => processes.map(commandOf).join(""), { timeout: 5000 }).toBe("");
    expect(readFileSync("/proc/mounts", "utf8")).not.toMatch(/^lab /m);
  });
});

function routerWith(parts: Partial<LabRouter>): Lab {
  const plain = { name: "tor", frrConf: "", daemons: "bgpd=yes\n", vtyshConf: "", legs: [], sysctls: [] };
  return { routers: [{ ...plain, ...parts }], speakers: [], hosts: [] };
}

/** A program of its own, since a test cannot kill the process it runs in and look on. */
function programThatStarts(lab: Lab): string {
  const contents = `
    import { startLab } from "./lab.ts";
    await startLab(${JSON.stringify(lab)});
    console.log("up");
    process.stdin.resume(); // lives as long as this test at most`;
  const stdin = { contents, resolveDir: import.meta.dirname };
  const { outputFiles } = buildSync({ stdin, bundle: true, platform: "node", format: "esm", write: false });
  return outputFiles[0]?.text ?? "";
}

function descendants(pid: number): readonly number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
  return children === ""
    ? []
    : children
        .split(" ")
        .map(Number)
        .flatMap((child) => [child, ...descendants(child)]);
}

/** Nothing for a process that has ended, also if nobody has collected it yet. */
function commandOf(pid: number): string {
  try {
    return path.basename(readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0")[0] ?? "");
  } catch {
    return "";
  }
}
