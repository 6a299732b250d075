import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStage, type Stage } from "./stage.ts";

describe("a cluster of the stand-ins, on a fake Docker engine", { timeout: 30_000 }, () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
    await stage.applyManifests();
  }, 30_000);
  afterAll(() => stage.close());

  const deployed = () => stage.kube("rollout status deployment/nginxhello --timeout=10s");
  const filesOf = (node: string) => stage.docker.files.get(node);

  it("comes up, and its nodes have what the model makes of the manifests", async () => {
    expect(await deployed()).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('deployment "nginxhello" successfully rolled out\n'),
    });
    await stage.world.settled();
    const { stdout } = await stage.kube("get pods --selector app=nginxhello --output json");
    const pods = (JSON.parse(stdout) as { items: { metadata: { name: string } }[] }).items;
    const names = pods.map(({ metadata }) => metadata.name);
    for (const [index, node] of ["kind01-control-plane", "kind01-worker"].entries()) {
      const files = filesOf(node);
      expect(files?.get("gobgpd-0.toml")).toContain('router-id = "$' + '{NODE_IP}"');
      expect(files?.get("gobgpd-0.announcements")).toBe("global rib add -a ipv4 172.30.0.10/32 origin igp\n");
      expect(files?.get("addresses")).toBe("172.30.0.10\n");
      expect(JSON.parse(files?.get("web.json") ?? "")).toEqual([
        {
          address: "172.30.0.10",
          port: 80,
          pods: [
            expect.objectContaining({ name: expect.stringMatching(/^nginxhello-[a-z0-9]{10}-[a-z0-9]{5}$/) }),
          ],
        },
      ]);
      expect(names).toContain(
        (JSON.parse(files?.get("web.json") ?? "") as { pods: { name: string }[] }[])[0]?.pods[0]?.name,
      );
      expect(names[index]).toBeDefined();
    }
  });

  it("shows the address that LB-IPAM gave to the service", async () => {
    const { stdout } = await stage.kube("get service nginxhello --output json");
    expect(JSON.parse(stdout)).toMatchObject({
      status: { loadBalancer: { ingress: [{ ip: "172.30.0.10" }] } },
    });
  });

  it("finds nothing to change when the same is applied again", async () => {
    const before = stage.world.state().changes.length;
    expect(await stage.kube("diff --kustomize kind01/manifests")).toEqual({
      code: 0,
      stdout: "",
      stderr: "",
    });
    const { stdout } = await stage.kube("apply --kustomize kind01/manifests");
    expect(
      stdout
        .trim()
        .split("\n")
        .every((line) => line.endsWith(" unchanged")),
    ).toBe(true);
    expect(stage.world.state().changes).toHaveLength(before);
  });

  it("shows as a difference what was changed behind the manifests, and applying takes it back", async () => {
    await stage.kube("scale deployment/nginxhello --replicas=0");
    await stage.world.settled();
    expect(filesOf("kind01-worker")?.get("gobgpd-0.announcements")).toBe("");
    const { code, stdout } = await stage.kube("diff --kustomize kind01/manifests");
    expect({ code, isThere: /^-\s+replicas: 0\n\+\s+replicas: 2$/m.test(stdout) }).toEqual({
      code: 1,
      isThere: true,
    });
    await stage.kube("apply --kustomize kind01/manifests");
    await deployed();
    await stage.world.settled();
    expect(filesOf("kind01-worker")?.get("gobgpd-0.announcements")).not.toBe("");
  });

  it("keeps annotations of others, and takes away a field that is no longer written", async () => {
    const file = join(stage.folder, "kind01/manifests/service-nginxhello.yaml");
    const text = await readFile(file, "utf8");
    await stage.kube("annotate service/nginxhello note=mine");
    await writeFile(file, text.replace("  externalTrafficPolicy: Local\n", ""));
    expect((await stage.kube("apply --kustomize kind01/manifests")).stdout).toContain(
      "service/nginxhello configured\n",
    );
    const { stdout } = await stage.kube("get service/nginxhello --output json");
    const { metadata, spec } = JSON.parse(stdout) as { metadata: { annotations: object }; spec: object };
    expect(metadata.annotations).toMatchObject({ note: "mine" });
    expect(spec).not.toHaveProperty("externalTrafficPolicy");
    await writeFile(file, text);
    await stage.kube("apply --kustomize kind01/manifests");
  });

  it("writes to the nodes that a change is about, and to no others", async () => {
    await stage.world.settled();
    const before = stage.docker.writes.length;
    await stage.kube("label node/kind01-worker bgp-");
    await stage.world.settled();
    expect(filesOf("kind01-worker")?.has("gobgpd-0.toml")).toBe(false);
    expect(filesOf("kind01-control-plane")?.has("gobgpd-0.toml")).toBe(true);
    expect(
      stage.docker.writes.slice(before).filter((write) => write.startsWith("kind01-control-plane/")),
    ).toEqual([]);
    await stage.kube("label node/kind01-worker bgp=enabled");
  });

  it("puts the password of a Secret into the configuration of the session", async () => {
    const secret = { apiVersion: "v1", kind: "Secret", metadata: { name: "md5", namespace: "kube-system" } };
    const input = JSON.stringify({ ...secret, stringData: { password: "not-so-secret" } });
    expect(await stage.kube("apply --filename -", input)).toMatchObject({
      code: 0,
      stdout: "secret/md5 created\n",
    });
    await stage.kube(
      'patch ciliumbgppeerconfig frrtor --type=merge --patch {"spec":{"authSecretRef":"md5"}}',
    );
    await stage.world.settled();
    expect(filesOf("kind01-worker")?.get("gobgpd-0.toml")).toContain('auth-password = "not-so-secret"');
  });

  it("has no API server while the control plane's container does not run, and for a moment after that", async () => {
    stage.docker.stop("kind01-control-plane");
    const refused = {
      code: 1,
      stderr: expect.stringMatching(/^The connection to the server 127\.0\.0\.1:\d+ was refused/),
    };
    expect(await stage.kube("get --raw /readyz")).toMatchObject(refused);
    stage.docker.start("kind01-control-plane");
    expect(await stage.kube("get --raw /readyz")).toMatchObject(refused);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(await stage.kube("get --raw /readyz")).toEqual({ code: 0, stdout: "ok", stderr: "" });
    expect((await stage.kube("wait --for=condition=Ready nodes --all --timeout=5s")).code).toBe(0);
  });

  it("forgets everything with the container of its control plane", async () => {
    await stage.docker.remove("kind01-control-plane");
    expect((await stage.kube("get nodes")).stderr).toContain("was refused");
    expect((await stage.call("kind get clusters")).stdout).toBe("kind01\n");
    await stage.call("kind delete cluster --name kind01 --kubeconfig $STATE/config");
    expect(stage.docker.recipes.size).toBe(0);
  });
});
