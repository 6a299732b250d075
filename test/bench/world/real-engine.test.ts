import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { describeLive } from "../../live/requirements.ts";
import { type Engine, startEngine } from "../engine/engine.ts";
import { dockerEngine } from "./docker-engine.ts";
import { INSTALL } from "./stage.ts";
import { startWorld, type World } from "./world.ts";

const TREE = join(process.cwd(), "out/two-clusters");

vi.setConfig({ testTimeout: 60_000 });

const NEEDS = { root: true, packages: ["docker.io", "debootstrap"] };

describeLive("a cluster of the stand-ins on a real Docker engine", NEEDS, () => {
  let engine: Engine;
  let world: World;
  beforeAll(async () => {
    const config = await readFile(join(TREE, "kind01/kind.yaml"), "utf8");
    const image = /image: "([^@"]+)/.exec(config)?.[1] ?? "";
    engine = await startEngine({ routers: [], clients: ["client:1"], nodes: [image] });
    const nodesFolder = join(engine.folder, "nodes");
    const docker = dockerEngine({ socketPath: join(engine.folder, "docker.sock"), nodesFolder });
    await mkdir(nodesFolder, { recursive: true });
    world = await startWorld({ folder: engine.folder, docker });
    await engine.docker("network", "create", "--subnet", "10.20.0.0/16", "kind01");
    await engine.docker(
      "run",
      "--detach",
      "--name",
      "client",
      "--network",
      "kind01",
      "--cap-add",
      "NET_ADMIN",
      "client:1",
      "sleep",
      "1000",
    );
  }, 300_000);
  afterAll(async () => {
    await world?.close();
    await engine?.close();
  }, 60_000);

  const run = async (words: string) => {
    const { PATH = "" } = process.env;
    const config = join(engine.folder, "config");
    const argv = words.replace("$STATE/config", config).split(" ");
    return engine.run(["env", `PATH=${world.programs}:${PATH}`, ...argv], {
      cwd: TREE,
      env: { ...world.environment, KUBECONFIG: config, KIND_EXPERIMENTAL_DOCKER_NETWORK: "kind01" },
    });
  };
  const must = async (words: string) => {
    const { status, stdout, stderr } = await run(words);
    if (status !== 0) throw new Error(`${words}: ${stderr}`);
    return stdout;
  };
  const kube = (words: string) => must(`kubectl --context kind-kind01 ${words}`);
  const addressOf = async (node: string) =>
    (
      await engine.docker("inspect", "--format", "{{.NetworkSettings.Networks.kind01.IPAddress}}", node)
    ).trim();
  const until = async (seconds: number, look: () => Promise<boolean>) => {
    for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(100))
      if (await look()) return true;
    return false;
  };
  const announces = (node: string, prefix: string) =>
    until(15, async () =>
      (await engine.run(["docker", "exec", node, "gobgp", "global", "rib"])).stdout.includes(prefix),
    );
  const answer = async (node: string) => {
    const address = await addressOf(node);
    await engine.docker("exec", "client", "ip", "route", "replace", "172.30.0.10/32", "via", address);
    return (
      await engine.run(["docker", "exec", "client", "curl", "-s", "--max-time", "3", "http://172.30.0.10/"])
    ).stdout;
  };

  it("comes up, announces its service, and answers with the names of its pods", async () => {
    await must("kind create cluster --name kind01 --config kind01/kind.yaml --kubeconfig $STATE/config");
    expect(
      (await engine.docker("ps", "--filter", "label=io.x-k8s.kind.cluster=kind01", "--format", "{{.Names}}"))
        .trim()
        .split("\n")
        .sort(),
    ).toEqual(["kind01-control-plane", "kind01-worker"]);
    await must(INSTALL);
    await kube("wait --for=condition=Ready nodes --all --timeout=20s");
    expect(
      await until(
        10,
        async () =>
          (await run("kubectl --context kind-kind01 apply --kustomize kind01/manifests")).status === 0,
      ),
    ).toBe(true);
    await kube("rollout status deployment/nginxhello --timeout=20s");
    for (const node of ["kind01-control-plane", "kind01-worker"]) {
      expect(await announces(node, "172.30.0.10/32")).toBe(true);
      const { items } = JSON.parse(await kube("get pods --output json")) as {
        items: { metadata: { name: string }; spec: { nodeName: string } }[];
      };
      const pod = items.find(({ spec }) => spec.nodeName === node);
      expect(await answer(node)).toContain(`Server name: ${pod?.metadata.name}`);
    }
  });

  it("goes on after a restart of a node, whatever address that has then", async () => {
    const before = await addressOf("kind01-worker");
    await engine.docker("stop", "--time", "2", "kind01-worker");
    await engine.docker(
      "run",
      "--detach",
      "--network",
      "kind01",
      "--ip",
      before,
      "client:1",
      "sleep",
      "1000",
    );
    await engine.docker("start", "kind01-worker");
    expect(await addressOf("kind01-worker")).not.toBe(before);
    expect(await announces("kind01-worker", "172.30.0.10/32")).toBe(true);
    expect(
      await until(10, async () => (await answer("kind01-worker")).includes("Server name: nginxhello-")),
    ).toBe(true);
    const { stdout } = await engine.run(["docker", "exec", "kind01-worker", "gobgp", "global"]);
    expect(stdout).toContain(await addressOf("kind01-worker"));
  });

  it("goes on after a restart of the engine", async () => {
    await engine.restart();
    await engine.docker("start", "client");
    await kube("get --raw /readyz").catch(() => undefined);
    expect(
      await until(
        20,
        async () => (await run("kubectl --context kind-kind01 get --raw /readyz")).status === 0,
      ),
    ).toBe(true);
    expect(await announces("kind01-control-plane", "172.30.0.10/32")).toBe(true);
  });

  it("takes down what a node announces when the service goes, and the nodes with the cluster", async () => {
    await kube("delete service/nginxhello");
    expect(
      await until(
        10,
        async () =>
          !(await engine.run(["docker", "exec", "kind01-worker", "gobgp", "global", "rib"])).stdout.includes(
            "172.30.0.10",
          ),
      ),
    ).toBe(true);
    await must("kind delete cluster --name kind01 --kubeconfig $STATE/config");
    expect(await engine.docker("ps", "--all", "--filter", "label=io.x-k8s.kind.cluster", "--quiet")).toBe("");
  });
});
