import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStage, type Stage } from "./stage.ts";

const CREATE = "kind create cluster --name kind01 --config kind01/kind.yaml --kubeconfig $STATE/config";

describe("the stand-in for kind", { timeout: 30_000 }, () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage({ apiServer: 0.1 });
  });
  afterEach(() => stage.close());

  const create = (network = "kind01") =>
    stage.call(CREATE, { env: { KIND_EXPERIMENTAL_DOCKER_NETWORK: network } });
  const edit = async (change: (text: string) => string) => {
    const file = join(stage.folder, "kind01/kind.yaml");
    await writeFile(file, change(await readFile(file, "utf8")));
  };
  const nodes = () => [...stage.docker.recipes.keys()];

  it("makes a container for each node, on the network that it is told, and a kubeconfig", async () => {
    expect((await create()).code).toBe(0);
    expect(nodes()).toEqual(["kind01-control-plane", "kind01-worker"]);
    expect(stage.docker.recipes.get("kind01-worker")).toMatchObject({ network: "kind01", role: "worker" });
    expect((await stage.call("kind get clusters")).stdout).toBe("kind01\n");
    expect((await stage.call("kind get nodes --name kind01")).stdout).toBe(
      "kind01-control-plane\nkind01-worker\n",
    );
    const kubeconfig = await readFile(join(stage.folder, "config"), "utf8");
    expect(kubeconfig).toContain("current-context: kind-kind01");
    expect((await stage.call("kind get kubeconfig --name kind01")).stdout).toBe(kubeconfig);
  });

  it("has a load balancer as well for several control planes", async () => {
    await edit((text) => text.replace("role: worker", "role: control-plane"));
    await create();
    expect(nodes()).toContain("kind01-external-load-balancer");
    expect((await stage.call("kind get nodes --name kind01")).stdout).not.toContain("balancer");
    expect((await stage.kube("get --raw /readyz")).code).toBe(0);
    stage.docker.stop("kind01-external-load-balancer");
    expect((await stage.kube("get --raw /readyz")).stderr).toContain("was refused");
  });

  it("refuses a key that it does not know, and makes nothing", async () => {
    await edit((text) => `${text}colour: blue\n`);
    expect(await create()).toMatchObject({
      code: 1,
      stderr:
        "ERROR: failed to create cluster: unable to decode config: `colour` is no field that there is\n",
    });
    expect(nodes()).toEqual([]);
  });

  it("refuses a network that there is not, and a cluster that there is", async () => {
    expect((await create("elsewhere")).stderr).toContain('there is no Docker network "elsewhere"');
    await create();
    expect(await create()).toMatchObject({
      code: 1,
      stderr: 'ERROR: failed to create cluster: node(s) already exist for a cluster with the name "kind01"\n',
    });
  });

  it("deletes the nodes again when one cannot be made", async () => {
    stage.docker.failAt("kind01-worker");
    expect(await create()).toMatchObject({ code: 1, stderr: expect.stringContaining("No such image") });
    expect(nodes()).toEqual([]);
  });

  it("does not touch a kubeconfig that somebody has locked, and keeps the cluster", async () => {
    await writeFile(join(stage.folder, "config.lock"), "");
    expect(await create()).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/failed to lock config file: open \/.*config\.lock: file exists\n$/),
    });
    expect(nodes()).toHaveLength(2);
    expect(existsSync(join(stage.folder, "config"))).toBe(false);
  });

  it("leaves what it has made when it is killed, and no kubeconfig; deleting takes it away", async () => {
    await stage.close();
    stage = await openStage({ step: 0.3 });
    await stage.killed(CREATE, () => nodes().length === 1);
    expect(nodes()).toEqual(["kind01-control-plane"]);
    expect((await stage.call("kind get clusters")).stdout).toBe("kind01\n");
    expect(existsSync(join(stage.folder, "config"))).toBe(false);
    const exported = await stage.call("kind export kubeconfig --name kind01 --kubeconfig $STATE/config");
    expect(exported).toMatchObject({ code: 1, stderr: expect.stringContaining("admin.conf") });
    await stage.call("kind delete cluster --name kind01 --kubeconfig $STATE/config");
    expect(nodes()).toEqual([]);
  });

  it("leaves its lock on the kubeconfig when it is killed while it writes there", async () => {
    await stage.close();
    stage = await openStage({ step: 0.1 });
    await stage.killed(CREATE, () => existsSync(join(stage.folder, "config.lock")));
    expect(existsSync(join(stage.folder, "config"))).toBe(false);
    const exported = () => stage.call("kind export kubeconfig --name kind01 --kubeconfig $STATE/config");
    expect(await exported()).toMatchObject({ code: 1, stderr: expect.stringContaining("file exists") });
    await rm(join(stage.folder, "config.lock"));
    expect((await exported()).code).toBe(0);
    expect((await stage.kube("get --raw /readyz")).stdout).toBe("ok");
  });

  it("deletes a cluster whose kubeconfig is none, and adds nothing to that", async () => {
    await create();
    await writeFile(join(stage.folder, "config"), "rubbish: [");
    const exported = await stage.call("kind export kubeconfig --name kind01 --kubeconfig $STATE/config");
    expect(exported).toMatchObject({ code: 1, stderr: expect.stringContaining("error loading config file") });
    const deleted = await stage.call("kind delete cluster --name kind01 --kubeconfig $STATE/config");
    expect(deleted).toMatchObject({
      code: 0,
      stderr: expect.stringContaining("failed to update kubeconfig"),
    });
    expect(nodes()).toEqual([]);
  });

  it("deletes a cluster that is not there without a word of error", async () => {
    expect(await stage.call("kind delete cluster --name nobody --kubeconfig $STATE/config")).toEqual({
      code: 0,
      stdout: "",
      stderr: 'Deleting cluster "nobody" ...\n',
    });
    expect(await stage.call("kind get clusters")).toEqual({
      code: 0,
      stdout: "",
      stderr: "No kind clusters found.\n",
    });
  });

  it("leads nobody to a new cluster by the kubeconfig of an old one", async () => {
    await create();
    const old = await readFile(join(stage.folder, "config"));
    await stage.call("kind delete cluster --name kind01 --kubeconfig $STATE/config");
    await create();
    await writeFile(join(stage.folder, "config"), old);
    expect((await stage.kube("get nodes")).stderr).toContain("was refused");
    await stage.call("kind export kubeconfig --name kind01 --kubeconfig $STATE/config");
    expect((await stage.kube("get nodes")).code).toBe(0);
  });

  it("refuses a flag that it does not know", async () => {
    expect(await stage.call("kind get clusters --colour")).toMatchObject({
      code: 1,
      stderr: "ERROR: unknown flag: --colour\n",
    });
  });
});
