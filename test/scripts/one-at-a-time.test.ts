import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { goldenInventory } from "../golden/inventories.ts";
import { type EmittedTree, emittedTree } from "./emitted-tree.ts";

/** Scripts that source a lab's lib.sh, as up.sh does, and what is left of them in the lab's state folder. */
describe("scripts of one lab", () => {
  let tree: EmittedTree;
  const started: ChildProcess[] = [];

  beforeEach(() => {
    tree = emittedTree(goldenInventory("two-clusters").source);
  });

  afterEach(() => {
    for (const { pid } of started.splice(0)) if (pid !== undefined) end(pid);
    tree.close();
  });

  it("leave no lock and no folder when nothing of the lab is there", async () => {
    const run = await script("open_state locked").ended;
    expect(run).toEqual({ status: 0, said: "" });
    expect(existsSync(join(tree.folder, "state/bgp-anycast-gen"))).toBe(false);
  });

  it("wait for what an interrupted one has started and could not end", async () => {
    const stubborn = `trap "" TERM; echo begun; sleep 2; echo done >${tree.folder}/done`;
    const first = script(`open_state locked\nstart bash -c '${stubborn}'\nfinish`);
    await first.said("begun");
    process.kill(first.pid, "SIGTERM");
    expect((await first.ended).status).toBe(130);
    expect(existsSync(join(tree.folder, "done"))).toBe(false);
    const second = await script(`open_state locked\ncat ${tree.folder}/done`).ended;
    expect(second).toEqual({ status: 0, said: "done\n" });
  });

  it("end the other jobs when one is killed", async () => {
    const other = `sleep 30; echo went on >${tree.folder}/went-on`;
    const run = await script(
      `open_state locked\nstart bash -c 'kill -KILL $$'\nstart bash -c '${other}'\nfinish`,
    ).ended;
    expect(run.status).toBe(137);
    expect(run.said).toContain("a job was killed (exit code 137): run ./script.sh again");
    // It would have held the lock.
    const next = await script("open_state locked").ended;
    expect(next.status).toBe(0);
  });

  it("are never two at a time, however many start and end side by side", async () => {
    const log = join(tree.folder, "log");
    writeFileSync(log, "");
    const body = `for _ in {1..20}; do
  (open_state locked; echo in >>${log}; read -r -t 0.002 <> <(:) || true; echo out >>${log}; close_state)
done`;
    const runs = await Promise.all([1, 2, 3].map(() => script(body).ended));
    for (const run of runs) expect(run).toEqual({ status: 0, said: "" });
    expect(readFileSync(log, "utf8")).toBe("in\nout\n".repeat(60));
  }, 60_000);

  it.each([
    ["has taken the lock", `rm "$STATE/lock"; echo another >"$STATE/lock"`, "another\n"],
    ["has ended", `rm -r "$STATE"`, undefined],
  ])("remove no lock and say nothing when meanwhile another one %s", async (_, meanwhile, left) => {
    const body = `open_state locked\nflock() { ${meanwhile}; command flock "$@"; }`;
    expect(await script(body).ended).toEqual({ status: 0, said: "" });
    const lock = join(tree.folder, "state/bgp-anycast-gen/two-clusters/lock");
    expect(existsSync(lock) ? readFileSync(lock, "utf8") : undefined).toBe(left);
  });

  it("take nothing over from one that was killed and had the same process number", async () => {
    const body = `mkdir -p "$SCRATCH"; printf ... >"$SCRATCH/changes"; open_state locked; changes`;
    expect(await script(body).ended).toEqual({ status: 0, said: "0" });
  });

  it("keep their state in the home folder when XDG_STATE_HOME is not a full path", async () => {
    const { said } = await script('printf %s "$STATE"', { XDG_STATE_HOME: "state" }).ended;
    expect(said).toBe(join(tree.folder, ".local/state/bgp-anycast-gen/two-clusters"));
  });

  it("show no secret, neither in what they say nor in what a command that failed has said", async () => {
    const body = `open_state; HIDDEN=(hunter2)
change 'tell hunter2' printf hunter2
warn 'hunter2'
probe bash -c 'echo "no: hunter2" >&2; exit 1' hunter2`;
    const { status, said } = await script(body).ended;
    expect(status).toBe(3);
    expect(said).not.toContain("hunter2");
    expect(said.match(/\(hidden\)/g)).toHaveLength(5);
  });

  interface Running {
    readonly pid: number;
    said(text: string): Promise<void>;
    readonly ended: Promise<{ readonly status: number | null; readonly said: string }>;
  }

  function script(body: string, env: Readonly<Record<string, string>> = {}): Running {
    const path = join(tree.tree, "script.sh");
    rmSync(path, { force: true });
    const head = 'set -eEuo pipefail\ncd -- "$(dirname -- "$0")"\n. ./scripts.d/lib.sh\n';
    const home = { HOME: tree.folder, XDG_STATE_HOME: join(tree.folder, "state") };
    const child = spawn("bash", ["-c", head + body, path], {
      detached: true,
      env: { PATH: process.env["PATH"], ...home, ...env },
    });
    started.push(child);
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => {
        said += text;
      });
    return {
      pid: child.pid ?? 0,
      async said(text) {
        while (!said.includes(text)) await pause(10);
      },
      // Not `close`: what it has started may hold its output.
      ended: once(child, "exit").then(async ([status]) => {
        await pause(50);
        return { status: status as number | null, said };
      }),
    };
  }
});

function end(leader: number): void {
  try {
    process.kill(-leader, "SIGKILL");
  } catch {
    // It has ended.
  }
}
