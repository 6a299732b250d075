import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import type { RunningLab } from "../../src/rehearsal/bring-up.ts";
import { plug } from "../../src/rehearsal/lab/wiring.ts";
import { describeLive } from "../live/requirements.ts";
import { type VerifyWorld, verifyWorld } from "../scripts/verify-world.ts";
import { treeOf } from "./rehearsed.ts";
import { withSettledLab } from "./settled-lab.ts";

const NEEDS = { root: true, packages: ["curl", "frr", "frr-pythontools", "gobgpd", "iproute2", "jq"] };

describeLive("verify.sh, where live hosts answer it", NEEDS, () => {
  it("accepts two-clusters-verbatim", { timeout: 120_000 }, () =>
    withVerify("two-clusters-verbatim", async (world) => {
      const { stdout, status } = await world.verify("--wait", "20");
      expect(stdout).toContain(", 0 failed in ");
      expect(status).toBe(0);
    }),
  );

  it(
    "names the cause of what is done to a lab, and accepts it again once that is undone",
    { timeout: 300_000 },
    () =>
      withVerify("two-clusters", async (world, running) => {
        expect((await world.verify("--wait", "20")).stdout).toContain("31 passed, 0 failed");
        for (const { wreck, mend, causes } of wrecks(running)) {
          await wreck();
          const seen = await world.verify("--wait", "0");
          for (const cause of causes) expect(seen.stdout).toContain(`        cause: ${cause}`);
          expect(seen.status).toBe(1);
          if (!mend) return;
          await mend();
          const after = await world.verify("--wait", "60");
          expect(after.stdout).toContain("31 passed, 0 failed");
          expect(after.status).toBe(0);
        }
      }),
  );
});

interface Wreck {
  wreck(): Promise<unknown>;
  /** Missing where nothing is undone, in the last one. */
  readonly mend?: () => Promise<unknown>;
  readonly causes: readonly string[];
}

function wrecks({ handle, ports }: RunningLab): readonly Wreck[] {
  const configure = (...commands: readonly string[]) =>
    handle.vtysh("frrtor", "configure terminal", "router bgp 65001", ...commands);
  const gobgp = (...words: readonly string[]) => handle.run("kind01-worker", ["gobgp", ...words]);
  const announce = async (prefix: string) => {
    await gobgp("global", "rib", "add", prefix);
    await gobgp("policy", "prefix", "add", "peer-0-0", prefix);
    await gobgp("neighbor", "10.20.0.101", "softresetout");
    await pause(1000);
  };
  const withdraw = async (prefix: string) => {
    await gobgp("global", "rib", "del", prefix);
    await gobgp("policy", "prefix", "del", "peer-0-0", prefix);
    await pause(1000);
  };
  const cable = ports.find(({ host }) => host === "kind01-worker");
  if (!cable) throw new Error("kind01-worker is not plugged in");
  return [
    {
      wreck: () => announce("172.30.0.15/32"),
      mend: () => withdraw("172.30.0.15/32"),
      causes: [
        "a foreign prefix: 172.30.0.15/32 is announced by kind01-worker, and frrtor's filter lets it in",
      ],
    },
    {
      wreck: () => announce("203.0.113.7/32"),
      mend: () => withdraw("203.0.113.7/32"),
      causes: ["a foreign prefix: kind01-worker announces what frrtor's filter refuses"],
    },
    {
      wreck: () => configure("no bgp bestpath as-path multipath-relax").then(() => pause(1000)),
      mend: () => configure("bgp bestpath as-path multipath-relax"),
      causes: [
        "FRR on frrtor runs without `bgp bestpath as-path multipath-relax`: it uses the paths of one AS only",
      ],
    },
    {
      wreck: () => configure("neighbor CLUSTER-kind01 remote-as 65199"),
      mend: () => configure("neighbor CLUSTER-kind01 remote-as 65101"),
      causes: [
        "wrong AS number on frrtor: its running configuration says `neighbor CLUSTER-kind01 remote-as 65199`",
      ],
    },
    {
      wreck: () => handle.run("client", ["ip", "route", "del", "172.30.0.10/31"]),
      mend: () => handle.run("client", ["ip", "route", "add", "172.30.0.10/31", "via", "192.168.20.101"]),
      causes: ["client lacks routes: 172.30.0.10/31 via 192.168.20.101"],
    },
    {
      wreck: () => plug(handle.sandbox, cable, "out").then(() => pause(11_000)),
      mend: () => plug(handle.sandbox, cable, "in"),
      causes: ["frrtor gets no answer to pings from kind01-worker (10.20.255.254): its link is cut or down"],
    },
    {
      wreck: () => handle.run("frrtor", ["sh", "-c", "kill -STOP $(cat /run/frr/frrtor/bgpd.pid)"]),
      mend: () => handle.run("frrtor", ["sh", "-c", "kill -CONT $(cat /run/frr/frrtor/bgpd.pid)"]),
      causes: ["bgpd on frrtor hangs: it takes connections and does not answer"],
    },
    {
      wreck: () => handle.run("frrtor", ["sh", "-c", "kill -KILL $(cat /run/frr/frrtor/bgpd.pid)"]),
      causes: ["bgpd does not run on frrtor"],
    },
  ];
}

/** Runs `body` with a verify.sh whose stand-in for docker asks the hosts of a settled rehearsal. */
function withVerify(
  inventory: string,
  body: (world: VerifyWorld, running: RunningLab) => Promise<void>,
): Promise<void> {
  return withSettledLab(
    treeOf(inventory),
    async (running) => {
      const world = verifyWorld(inventory);
      world.write("sandbox", String(running.handle.sandbox.pid));
      try {
        await body(world, running);
      } finally {
        world.close();
      }
    },
    undefined,
    300,
  );
}
