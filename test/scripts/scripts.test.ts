import { appendFileSync, existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ScriptLab, scriptLab } from "./run-script.ts";

describe("up.sh and down.sh, with stand-ins for docker, kind, kubectl and helm", () => {
  let lab: ScriptLab;

  beforeEach(() => {
    lab = scriptLab("out/two-clusters");
  });

  afterEach(() => lab.close());

  it("brings up networks, clusters, router, client, routes, Cilium and services, in this order", () => {
    const { status, output, calls } = lab.run("up.sh");
    expect(status, output).toBe(0);
    const order = [
      "docker network create",
      "kind create cluster --config kind02/kind.yaml",
      "docker create --name frrtor",
      "docker network connect --ip 172.20.0.101 kind02 frrtor",
      "docker cp --quiet frrtor/frr.conf",
      "docker start frrtor",
      "docker create --name client",
      "docker exec kind01-worker ip route replace 192.168.20.0/24 via 10.20.0.101",
      "helm upgrade --install",
      "kubectl --context kind-kind01 wait --for=condition=Established crd/ciliumbgpclusterconfigs.cilium.io",
      "kubectl --context kind-kind02 apply --kustomize kind02/manifests",
    ];
    const found = order.map((call) => calls.findIndex((line) => line.startsWith(call)));
    expect(found).not.toContain(-1);
    expect([...found].sort((a, b) => a - b)).toEqual(found);
    expect(calls).toContain("kind create cluster --config kind01/kind.yaml (network kind01)");
  });

  it("gives each host the settings of host-settings.tsv: sysctls to Docker, routes by replacement", () => {
    const { calls } = lab.run("up.sh");
    const create = calls.find((call) => call.startsWith("docker create --name frrtor"));
    expect(create).toContain("--sysctl net.ipv4.fib_multipath_hash_policy=1");
    expect(calls.filter((call) => call.startsWith("docker exec client ip route replace"))).toHaveLength(6);
  });

  it("creates nothing the second time", () => {
    lab.run("up.sh");
    const { status, calls } = lab.run("up.sh");
    expect(status).toBe(0);
    expect(calls.filter((call) => / (create|rm|cp) /.test(call))).toEqual([]);
  });

  it("makes the router anew when its configuration changed, and nothing else", () => {
    lab.run("up.sh");
    appendFileSync(join(lab.tree, "frrtor/frr.conf"), "! changed\n");
    const { calls } = lab.run("up.sh");
    expect(
      calls
        .filter((call) => /^docker (rm|create)/.test(call))
        .map((call) => call.split(" ").slice(0, 4).join(" ")),
    ).toEqual(["docker rm --force frrtor", "docker create --name frrtor"]);
  });

  it("leaves alone what has its names and is not the lab's: a container, a network, a cluster", () => {
    const strangers = [
      [
        "containers/frrtor",
        "gen.lab=another\n",
        "there is a container frrtor that does not belong to this lab",
      ],
      [
        "networks/client",
        "another 192.168.20.0/24 192.168.20.1 192.168.20.128/25",
        "there is a Docker network client that does not belong to this lab",
      ],
      ["clusters/kind01", "", "there is a kind cluster kind01 that is not on the network kind01"],
    ] as const;
    writeFileSync(
      lab.state("containers/kind01-control-plane"),
      "network=kind\nio.x-k8s.kind.cluster=kind01\nrunning\n",
    );
    for (const [path, content, message] of strangers) {
      writeFileSync(lab.state(path), content);
      const { status, output, calls } = lab.run("up.sh");
      expect(status).toBe(1);
      expect(output).toContain(message);
      expect(calls.filter((call) => / (rm|delete|start) /.test(call))).toEqual([]);
      lab.run("down.sh");
      expect(existsSync(lab.state(path)), path).toBe(true);
      rmSync(lab.state(path));
    }
  });

  it("says what to do with a cluster that is half made, or was made from another kind.yaml", () => {
    lab.run("up.sh");
    appendFileSync(join(lab.tree, "kind02/kind.yaml"), "# changed\n");
    const changed = lab.run("up.sh");
    expect(changed.status).toBe(1);
    expect(changed.output).toContain("kind02 was made from another kind02/kind.yaml");
    rmSync(lab.state("made-from-kind01-control-plane"));
    const half = lab.run("up.sh");
    expect(half.status).toBe(1);
    expect(half.output).toContain("kind01 was never finished: run 'kind delete cluster --name kind01'");
  });

  it("exits with 3 where the Docker engine does not answer", () => {
    lab.run("up.sh");
    writeFileSync(lab.state("docker-is-down"), "");
    for (const script of ["up.sh", "verify.sh", "down.sh"]) expect(lab.run(script).status, script).toBe(3);
  });

  it("takes everything down again, and does so twice", () => {
    lab.run("up.sh");
    for (const run of [lab.run("down.sh"), lab.run("down.sh")]) {
      expect(run.status, run.output).toBe(0);
      for (const part of ["networks", "containers", "clusters"])
        expect(readdirSync(lab.state(part))).toEqual([]);
    }
    expect(existsSync(join(lab.tree, "up.sh"))).toBe(true);
  });
});
