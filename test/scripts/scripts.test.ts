import { appendFileSync, existsSync, readdirSync, writeFileSync } from "node:fs";
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

  it("leaves alone a container or a network of its name that is not the lab's", () => {
    writeFileSync(lab.state("containers/frrtor"), "gen.lab=another\n");
    const container = lab.run("up.sh");
    expect(container.status).toBe(1);
    expect(container.output).toContain("there is a container frrtor that does not belong to this lab");
    expect(container.calls.filter((call) => call.startsWith("docker rm"))).toEqual([]);

    writeFileSync(lab.state("networks/client"), "10.9.0.0/16 10.9.0.1 ");
    const network = lab.run("up.sh");
    expect(network.status).toBe(1);
    expect(network.output).toContain("the Docker network client is there with 10.9.0.0/16");
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
