import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { type FrrStart, startFrr } from "../../src/rehearsal/lab/frr.ts";
import { handleOf, type LabHandle } from "../../src/rehearsal/lab/lab-handle.ts";
import { openSandbox } from "../../src/rehearsal/lab/sandbox.ts";
import type { LabRouter } from "../../src/rehearsal/lab/topology.ts";
import { type SettingRefused, wire } from "../../src/rehearsal/lab/wiring.ts";
import { describeLive } from "../live/requirements.ts";

describeLive("a router in a sandbox", { root: true, packages: ["frr", "iproute2"] }, () => {
  it.concurrent.each([
    ["a word FRR does not know", "router bgp 65001\n neighbor-hood 10.0.0.1\n", /line 2: % Unknown command/],
    [
      "a statement bgpd refuses",
      "router bgp 65001\n bgp listen range 10.20.0.0/16 peer-group NONE\n",
      /line 2: /,
    ],
  ])("reports %s", { timeout: 60_000 }, async (_what, frrConf, words) => {
    await withRouter({ frrConf }, async ({ start }) => {
      expect(start.complaints.join("\n")).toMatch(words);
    });
  });

  it.concurrent("runs the daemons of the daemons file, zebra and staticd", { timeout: 60_000 }, async () => {
    await withRouter({ daemons: "bgpd=no\nbfdd=yes\n" }, async ({ handle, start }) => {
      const running = (await handle.vtysh("tor", "show daemons")).trim().split(/\s+/).sort();
      expect(running).toEqual(["bfdd", "staticd", "zebra"]);
      expect([...start.daemons].sort()).toEqual(running);
    });
  });

  it.concurrent(
    "has none of the machine's settings, and those that it asks for",
    { timeout: 60_000 },
    async () => {
      const files = ["ip_forward", "fib_multipath_hash_policy"].map((name) => `/proc/sys/net/ipv4/${name}`);
      const read = ({ handle }: Running) => handle.run("tor", ["cat", ...files]);
      expect(await withRouter({}, read)).toBe("0\n0\n");
      const sysctls = ["net.ipv4.ip_forward=1", "net.ipv4.fib_multipath_hash_policy=1"];
      expect(await withRouter({ sysctls }, read)).toBe("1\n1\n");
    },
  );

  it.concurrent(
    "names the settings that it cannot have, and changes nothing of the machine",
    { timeout: 60_000 },
    async () => {
      const sysctls = ["vm.swappiness=1", "net.ipv4.no_such_thing=1"];
      const routes = ["172.30.0.0/24 via 192.0.2.1"];
      await withRouter({ sysctls, routes }, async ({ refused }) => {
        expect(refused.map(({ setting }) => setting)).toEqual([...sysctls, ...routes]);
        expect(refused[0]?.reason).toBe("it is not a sysctl of a network namespace");
      });
    },
  );

  it.concurrent(
    "does not get from one network to another by way of the bridges",
    { timeout: 60_000 },
    async () => {
      await withRouter({}, async ({ handle }) => {
        expect((await handle.sandbox.run(["cat", "/proc/sys/net/ipv4/ip_forward"])).stdout).toBe("0\n");
      });
    },
  );

  it.concurrent("logs to no file of the machine", { timeout: 60_000 }, async () => {
    // Where anybody may write.
    const folder = join(tmpdir(), `gen-lab-${randomBytes(6).toString("hex")}`);
    mkdirSync(folder);
    chmodSync(folder, 0o777);
    try {
      const frrConf = `log file ${folder}/log\nrouter bgp 65001\ndump bgp all ${folder}/dump\n`;
      await withRouter({ frrConf }, async ({ handle, start }) => {
        expect(start.daemons).toContain("bgpd");
        expect(await handle.vtysh("tor", "show running-config")).toContain("router bgp 65001");
        const { stderr } = await handle.sandbox.run(["touch", `${folder}/of-root`, "/run/of-the-sandbox"]);
        expect(stderr).toBe(`touch: cannot touch '${folder}/of-root': Read-only file system\n`);
      });
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.concurrent("runs nothing of a `daemons` that is a script", { timeout: 60_000 }, async () => {
    for (const command of ["touch /var/tmp/gen-was-here", 'bgpd_options="$(touch /var/tmp/gen-was-here)"']) {
      await withRouter({ daemons: `bgpd=yes\n${command}\n` }, async ({ handle, start }) => {
        expect(start).toEqual({ complaints: [expect.stringContaining("was not started")], daemons: [] });
        expect((await handle.sandbox.run(["ls", "/var/tmp"])).stdout).toBe("");
      });
    }
  });
});

interface Running {
  readonly handle: LabHandle;
  readonly start: FrrStart;
  readonly refused: readonly SettingRefused[];
}

async function withRouter<T>(parts: Partial<LabRouter>, body: (running: Running) => Promise<T>): Promise<T> {
  const router: LabRouter = {
    name: "tor",
    legs: [{ network: "net", address: "10.9.0.1/24" }],
    sysctls: [],
    routes: [],
    frrConf: "",
    daemons: "bgpd=yes\n",
    vtyshConf: "",
    ...parts,
  };
  const sandbox = await openSandbox(randomBytes(3).toString("hex"), 60);
  try {
    const networks = [{ name: "net", gateway: "10.9.0.254/24" }];
    const { refused } = await wire(sandbox, { networks }, [router]);
    const start = await startFrr(sandbox, router);
    return await body({ handle: handleOf(sandbox), start, refused });
  } finally {
    await sandbox.close();
  }
}
