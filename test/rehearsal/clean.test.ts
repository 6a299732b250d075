import { randomBytes } from "node:crypto";
import { beforeAll, expect, it } from "vitest";
import type { FoundSandbox } from "../../src/rehearsal/clean/find-sandboxes.ts";
import { until } from "../../src/rehearsal/lab/lab-handle.ts";
import { buildCli } from "../commands/cli.ts";
import { describeLive } from "../live/requirements.ts";
import { built, type Started, type World, withWorld } from "./world.ts";

const NEEDS = { root: true, packages: ["frr", "iproute2"] };

describeLive("gen rehearse --clean", NEEDS, () => {
  buildCli();
  const world = withWorld();
  let owner = "";
  beforeAll(async () => {
    owner = await built("owner");
  });

  it("says so if there is nothing", async () => {
    expect(await world.gen("rehearse", "--clean")).toEqual({
      code: 0,
      out: "nothing is left of any rehearsal\n",
      err: "",
    });
  });

  it("ends what was kept or left, leaves alone what is in progress, and then nothing is left", async () => {
    const before = await inventoryOf(world);
    const [kept, killed, working] = [newRun(), newRun(), newRun()];
    await opened(world, owner, kept, "keep");
    const dead = await opened(world, owner, killed, "work");
    const alive = await opened(world, owner, working, "work");
    // An impostor: its arguments are those of a sandbox, and it is none.
    const impostor = await world.start(
      "bash",
      "-c",
      "while sleep 0.2; do :; done",
      "gen-rehearsal",
      newRun(),
      "1",
      "kept",
    );

    // A sandbox whose owner has been killed ends by itself. This one cannot: its process 1 has been stopped.
    await world.shell(`kill -STOP ${initOf(world, killed)} && kill -KILL ${dead.pid}`);
    expect(await dead.ended()).toBe(137);

    const { code, out, err } = await world.gen("rehearse", "--clean");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out.split("\n")[0]).toMatch(/^removed 2 rehearsals: /);
    expect(out).toContain(`${kept} (kept)`);
    expect(out).toContain(`${killed} (its gen was killed)`);
    expect(out).toContain(
      `left alone, for they are in progress: ${working} (process ${initOf(world, working)})\n`,
    );
    expect(world.processes().filter((words) => words.includes(kept) || words.includes(killed))).toEqual([]);
    expect(await world.shell(`kill -0 ${impostor.pid} && echo alive`)).toBe("alive\n");
    expect(daemonsOf(world, working), "zebra, bgpd, staticd").toHaveLength(3);

    await world.shell(`kill -KILL ${alive.pid} ${impostor.pid}`);
    expect(await until(async () => daemonsOf(world, working).length === 0, 10), "by itself").toBe(true);
    expect((await world.gen("rehearse", "--clean")).out).toBe("nothing is left of any rehearsal\n");
    await until(async () => world.processes().length === before.processes.length, 5);
    expect(await inventoryOf(world)).toEqual(before);
    expect(await filesNamed(world, [kept, killed, working])).toBe("");
  });

  it("waits until the last process is gone, also where somebody has stopped the one that waits for it", async () => {
    const run = newRun();
    await opened(world, owner, run, "keep");
    expect(daemonsOf(world, run)).toHaveLength(3);
    process.kill(foundSandbox(world, run).supervisor.pid, "SIGSTOP");
    expect((await world.gen("rehearse", "--clean")).out).toBe(`removed 1 rehearsal: ${run} (kept)\n`);
    expect(world.processes().filter((words) => words.includes(run))).toEqual([]);
  });
});

/** Opens a sandbox with a router in it, by a process of its own. */
async function opened(world: World, owner: string, run: string, manner: "work" | "keep"): Promise<Started> {
  const started = await world.start(process.execPath, owner, run, manner);
  const isOpen = async () => (await started.said()).includes("bgpd");
  if (!(await until(isOpen, 30))) throw new Error(await started.said());
  if (manner === "keep") expect(await started.ended()).toBe(0);
  return started;
}

/** Process 1 of a run's sandbox, by the world's count: the last number is that of its own namespace. */
function initOf(world: World, run: string): number | undefined {
  return foundSandbox(world, run).init.numbers.at(-2);
}

function foundSandbox(world: World, run: string): FoundSandbox {
  const sandbox = world.sandboxes().find((found) => found.run === run);
  if (!sandbox) throw new Error(`there is no rehearsal ${run}`);
  return sandbox;
}

function daemonsOf(world: World, run: string): readonly string[] {
  return world
    .processes()
    .filter((words) => /^\/usr\/lib\/frr\/(zebra|bgpd|staticd) /.test(words) && words.includes(run));
}

/** All that there is. */
async function inventoryOf(world: World) {
  return {
    processes: world.processes(),
    namespaces: await world.shell("lsns --noheadings --output NS,TYPE | sort"),
    interfaces: await world.shell("ip -brief link"),
    mounts: await world.shell("wc -l </proc/self/mountinfo"),
  };
}

/** Paths that have one of the runs in them, on every file system where FRR and iproute2 write. */
function filesNamed(world: World, runs: readonly string[]): Promise<string> {
  const names = runs.map((run) => `-name '*${run}*'`).join(" -o ");
  const places = "/ /run /tmp /var/tmp /var/log/frr /etc/frr /dev/shm";
  return world.shell(
    `find ${places} -xdev -path /proc -prune -o \\( ${names} \\) -print 2>/dev/null | sort -u`,
  );
}

function newRun(): string {
  return randomBytes(3).toString("hex");
}
