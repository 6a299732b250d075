import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { INSTALL, openStage, type Stage } from "./stage.ts";

const UPGRADE = INSTALL.replace("install", "upgrade --reset-values");

describe("the stand-in for cilium", { timeout: 30_000 }, () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage({ apiServer: 0.1, step: 0.2 });
    await stage.createCluster();
  }, 30_000);
  afterEach(() => stage.close());

  const cilium = (words: string) => stage.call(words, { env: { KUBECONFIG: join(stage.folder, "config") } });
  const releases = () => stage.world.state().clusters[0]?.releases;

  it("keeps a release as Helm does, in Secrets, and supersedes it by an upgrade", async () => {
    expect((await cilium(INSTALL)).code).toBe(0);
    expect(await cilium(INSTALL)).toMatchObject({
      code: 1,
      stderr: "Error: Unable to install Cilium: cannot re-use a name that is still in use\n",
    });
    expect((await cilium(UPGRADE)).code).toBe(0);
    expect(releases()).toEqual([
      { revision: 1, status: "superseded" },
      { revision: 2, status: "deployed" },
    ]);
    const { stdout } = await stage.kube(
      "--namespace kube-system get secrets --selector owner=helm,name=cilium,status=deployed --output name",
    );
    expect(stdout).toBe("secret/sh.helm.release.v1.cilium.v2\n");
    expect((await cilium("cilium status --wait --wait-duration 10s --context kind-kind01")).code).toBe(0);
  });

  it("leaves a release pending when it is killed, and goes on only when that is given up", async () => {
    await stage.killed(INSTALL, () => releases()?.length === 1);
    expect(releases()).toEqual([{ revision: 1, status: "pending-install" }]);
    expect(await cilium(UPGRADE)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("another operation (install/upgrade/rollback) is in progress"),
    });
    expect((await cilium(INSTALL)).code).toBe(1);
    await stage.kube("--namespace kube-system delete secret/sh.helm.release.v1.cilium.v1");
    expect((await cilium(INSTALL)).code).toBe(0);
  });

  it("refuses an upgrade of nothing, values that are no values, and an API server that is away", async () => {
    expect((await cilium(UPGRADE)).stderr).toContain('"cilium" has no deployed releases');
    await appendFile(join(stage.folder, "kind01/cilium-values.yaml"), "enableLBIPAM: [1]\n");
    expect(await cilium(INSTALL)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("`enableLBIPAM`"),
    });
    stage.docker.stop("kind01-control-plane");
    expect((await cilium(INSTALL)).stderr).toContain("Kubernetes cluster unreachable");
    expect(releases()).toEqual([]);
  });

  it("has no status before it is installed, and no ready nodes", async () => {
    expect((await cilium("cilium status --context kind-kind01")).code).toBe(1);
    expect(
      (await stage.kube("--namespace kube-system rollout status daemonset/cilium --timeout=1s")).stderr,
    ).toContain('daemonsets.apps "cilium" not found');
  });
});
