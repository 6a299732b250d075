import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeLive } from "../live/requirements.ts";
import { BENCH_NEEDS } from "./bench-needs.ts";
import { ALLOWED, type BenchLab, inventoryText, openLab } from "./lab.ts";

/** The client's image, as the inventory pins it, without its digest. */
const CLIENT = "nicolaka/netshoot:v0.15";

describeLive("what has the lab's names and is not the lab's", BENCH_NEEDS, () => {
  let lab: BenchLab;

  beforeAll(async () => {
    lab = await openLab(inventoryText("two-clusters"));
  }, 300_000);

  afterAll(() => lab?.close(), 60_000);

  const docker = (words: string) => lab.engine.docker(...words.split(" "));

  /** What a stranger has made: a container that runs, with labels of theirs. */
  const container = (options: string) =>
    docker(`run --detach --network none ${options} ${CLIENT} sleep 1000`);

  /** A stranger's kind cluster on a network of their own. */
  async function cluster(name: string): Promise<void> {
    await docker("network create --subnet 10.77.0.0/24 elsewhere");
    const files = ["--config", `${name}/kind.yaml`, "--kubeconfig", join(lab.engine.folder, "theirs")];
    const argv = [join(lab.world.programs, "kind"), "create", "cluster", "--name", name, ...files];
    const env = { ...lab.world.environment, KIND_EXPERIMENTAL_DOCKER_NETWORK: "elsewhere" };
    const { status, stderr } = await lab.engine.run(argv, { env, cwd: lab.tree });
    expect(status, stderr).toBe(0);
  }

  it.each<[string, () => Promise<unknown>, string, readonly string[]]>([
    [
      "a network",
      () => docker("network create --subnet 10.77.0.0/24 kind01"),
      "there is a Docker network kind01 that is not this one",
      ["network rm kind01"],
    ],
    [
      "a network of another lab",
      () => docker("network create --subnet 10.77.0.0/24 --label gen.lab=another client"),
      "there is a Docker network client that is not this one, which belongs to the lab another",
      ["network rm client"],
    ],
    [
      "a container",
      () => container("--name frrtor"),
      "there is a container frrtor that does not belong to this lab",
      ["rm --force frrtor"],
    ],
    [
      "a container of another lab",
      () => container("--name client --label gen.lab=another --label gen.made-from=1"),
      "there is a container client that does not belong to this lab",
      ["rm --force client"],
    ],
    [
      "a kind cluster",
      () => cluster("kind01"),
      "there is a kind cluster kind01 that is not on the network kind01",
      ["rm --force kind01-control-plane kind01-worker", "network rm elsewhere"],
    ],
  ])(
    "is in the way of up.sh, and down.sh leaves it: %s",
    async (_, make, says, unmake) => {
      await make();
      const theirs = await state();
      const up = await lab.run("up.sh", { env: ALLOWED });
      expect(up.output).toContain(says);
      expect(up.status, up.output).toBe(1);
      expect(await state()).toEqual(theirs);
      const down = await lab.run("down.sh");
      expect(down.status, down.output).toBe(0);
      expect(await state()).toEqual(theirs);
      for (const words of unmake) await docker(words);
    },
    120_000,
  );

  it("is not taken for the lab's where it comes between the look around and the phase that makes one", async () => {
    const run = lab.run("up.sh", { env: ALLOWED });
    // The router takes a while to come up; the client is next.
    while (!(await docker("ps --all --format {{.Names}}")).includes("frrtor")) await pause(50);
    await container("--name client");
    const theirs = await docker("ps --quiet --no-trunc --filter name=client");
    const up = await run;
    expect(up.output).toContain("there is a container client that does not belong to this lab");
    expect(up.status, up.output).toBe(1);
    expect(await docker("ps --quiet --no-trunc --filter name=client")).toBe(theirs);
    await docker("rm --force client");
    const down = await lab.run("down.sh");
    expect(down.status, down.output).toBe(0);
  }, 120_000);

  it("is no leftover: a kind cluster with a leg on the lab's network, or with the name of one that was the lab's", async () => {
    const up = await lab.run("up.sh", { env: ALLOWED });
    expect(up.status, up.output).toBe(0);
    // The lab's own kind02 is taken away by hand, which leaves its kubeconfig; then somebody makes another.
    await docker("rm --force kind02-control-plane kind02-worker");
    await cluster("kind02");
    await docker("network connect client kind02-worker");
    const theirs = async () =>
      (await docker("ps --quiet --no-trunc --filter label=io.x-k8s.kind.cluster=kind02")).split("\n").sort();
    const before = await theirs();
    const down = await lab.run("down.sh");
    expect(await theirs()).toEqual(before);
    // Somebody is still on that network.
    expect(down.status, down.output).toBe(1);
    // That it is not the lab's cannot be known: its name is, and it has a leg here.
    expect(down.output).toContain("still there: cluster kind02 network client");
    expect(down.output).toContain("docker network disconnect the others from its nodes");
    await docker("rm --force kind02-control-plane kind02-worker");
    await docker("network rm elsewhere");
    const again = await lab.run("down.sh");
    expect(again.status, again.output).toBe(0);
    expect(await lab.left()).toEqual([]);
  }, 120_000);

  it("is not taken for gone, nor for there, when the engine does not answer", async () => {
    const up = await lab.run("up.sh", { env: ALLOWED });
    expect(up.status, up.output).toBe(0);
    const there = await state();
    const env = { ...ALLOWED, DOCKER_HOST: `unix://${join(lab.engine.folder, "nobody.sock")}` };
    for (const script of ["up.sh", "verify.sh", "down.sh"]) {
      const words = script === "verify.sh" ? ["--wait", "0"] : [];
      const run = await lab.run(script, { env, arguments: words });
      expect(run.status, `${script}: ${run.output}`).toBe(3);
    }
    expect(await state()).toEqual(there);
    const down = await lab.run("down.sh");
    expect(down.status, down.output).toBe(0);
  }, 120_000);

  /** Containers by their ids, whether they run, and networks. */
  async function state(): Promise<readonly string[]> {
    const containers = await docker("ps --all --no-trunc --format {{.ID}}={{.State}}");
    const networks = await docker("network ls --no-trunc --format {{.ID}}={{.Name}}");
    return `${containers}${networks}`.split("\n").filter(Boolean).sort();
  }
});
