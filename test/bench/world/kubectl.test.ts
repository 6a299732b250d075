import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStage, type Stage } from "./stage.ts";

describe("the stand-in for kubectl", { timeout: 30_000 }, () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ apiServer: 0.1 });
    await stage.createCluster();
  }, 30_000);
  afterAll(() => stage.close());

  const refused = async (words: string, code: number, message: string, input?: string) => {
    const said = await stage.kube(words, input);
    expect(said).toMatchObject({ code, stderr: expect.stringContaining(message) });
  };

  it("needs a kubeconfig that there is, and a context that is in it", async () => {
    const missing = await stage.call("kubectl --kubeconfig nowhere get nodes");
    expect(missing).toMatchObject({ code: 1, stderr: "error: stat nowhere: no such file or directory\n" });
    const other = await stage.call("kubectl --kubeconfig config --context kind-kind02 get nodes");
    expect(other).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("context was not found for specified context: kind-kind02"),
    });
  });

  it("refuses verbs, flags, kinds and formats that it does not know", async () => {
    await refused("frobnicate", 1, 'unknown command "frobnicate"');
    await refused(
      "get nodes --colour",
      1,
      "error: unknown flag: --colour\nSee 'kubectl get --help' for usage.",
    );
    await refused("get nodez", 1, 'error: the server doesn\'t have a resource type "nodez"');
    await refused("get nodes --output jsonpath={.items}", 1, "the stand-in cannot print the format");
  });

  it("tells an object that is not there from one that may be missing", async () => {
    await refused("get service nobody", 1, 'Error from server (NotFound): services "nobody" not found');
    await refused(
      "get crd/x.cilium.io",
      1,
      'customresourcedefinitions.apiextensions.k8s.io "x.cilium.io" not found',
    );
    await refused(
      "rollout status deployment/nobody --timeout=1s",
      1,
      '(NotFound): deployments.apps "nobody" not found',
    );
    await refused(
      "wait --for=condition=Established crd/x.cilium.io --timeout=1s",
      1,
      '"x.cilium.io" not found',
    );
    await refused("delete service/nobody", 1, 'services "nobody" not found');
    const quiet = { code: 0, stdout: "", stderr: "" };
    expect(await stage.kube("get service nobody --ignore-not-found --output json")).toEqual(quiet);
    expect(await stage.kube("delete service/nobody --ignore-not-found")).toEqual(quiet);
  });

  it("prints an empty list as JSON, but nothing where nothing need be found", async () => {
    const { stdout } = await stage.kube("get secrets --output json");
    expect(JSON.parse(stdout)).toMatchObject({ kind: "List", items: [] });
    expect(await stage.kube("get secrets --output json --ignore-not-found")).toMatchObject({
      code: 0,
      stdout: "",
    });
  });

  it("has none of Cilium's kinds before Cilium's operator has registered them, and applies the rest", async () => {
    await refused(
      "get services,ciliumbgppeerconfigs",
      1,
      'doesn\'t have a resource type "ciliumbgppeerconfigs"',
    );
    await refused("diff --kustomize kind01/manifests", 2, "ensure CRDs are installed first");
    const { code, stdout, stderr } = await stage.kube("apply --kustomize kind01/manifests");
    expect(code).toBe(1);
    expect(stdout).toBe("service/nginxhello created\ndeployment.apps/nginxhello created\n");
    expect(stderr).toContain(
      'no matches for kind "CiliumBGPPeerConfig" in version "cilium.io/v2"\nensure CRDs are installed first',
    );
  });

  it("refuses fields that there are not, values that are wrong, and namespaces that are missing", async () => {
    const service = {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "web" },
      spec: { ports: [{ port: 80 }] },
    };
    const apply = (parts: object) => JSON.stringify({ ...service, ...parts });
    const unknown = apply({ spec: { ...service.spec, colour: "blue" } });
    await refused(
      "apply --filename -",
      1,
      '(BadRequest): error when creating "STDIN": Service in version "v1" cannot be handled as a Service: strict decoding error',
      unknown,
    );
    const wrong = apply({ spec: { ports: [{ port: 0 }] } });
    await refused("apply --filename -", 1, 'The Service "web" is invalid: `spec.ports[0].port`', wrong);
    const lost = apply({ metadata: { name: "web", namespace: "nowhere" } });
    await refused(
      "apply --filename -",
      1,
      '(NotFound): error when creating "STDIN": namespaces "nowhere" not found',
      lost,
    );
  });

  it("never says by its exit code that something differs when it could not find out", async () => {
    const diff = "diff --kustomize kind01/manifests";
    expect((await stage.call(`kubectl --kubeconfig nowhere ${diff}`)).code).toBe(2);
    expect((await stage.kube(`${diff} --colour`)).code).toBe(2);
    expect((await stage.kube("diff --kustomize nowhere")).code).toBe(2);
  });

  it("waits no longer than it is told", async () => {
    const start = performance.now();
    await refused(
      "wait --for=condition=Ready nodes --all --timeout=1s",
      1,
      "timed out waiting for the condition on nodes/kind01-worker",
    );
    await refused(
      "rollout status deployment/nginxhello --timeout=1s",
      1,
      "error: timed out waiting for the condition",
    );
    expect(performance.now() - start).toBeGreaterThan(2000);
  });

  it("does not overwrite a mark unless it is told to", async () => {
    expect((await stage.kube("annotate namespace/default a=1")).stdout).toBe("namespace/default annotated\n");
    await refused(
      "annotate namespace/default a=2",
      1,
      "--overwrite is false but found the following declared annotation(s): 'a' already has a value (1)",
    );
    expect((await stage.kube("annotate namespace/default a=2 --overwrite")).code).toBe(0);
    expect((await stage.kube("annotate namespace/default a-")).code).toBe(0);
    const { stdout } = await stage.kube("get namespace default --output json");
    expect(JSON.parse(stdout)).toMatchObject({ metadata: { annotations: {} } });
  });

  it("puts the labels of a kustomization on its objects, finds them by those, and deletes them by name", async () => {
    const file = join(stage.folder, "kind01/manifests/kustomization.yaml");
    const list = ["apiVersion: kustomize.config.k8s.io/v1beta1", "kind: Kustomization"];
    const labels = "labels: [{ pairs: { app.kubernetes.io/managed-by: gen } }]";
    await writeFile(file, [...list, "resources: [service-nginxhello.yaml]", labels, ""].join("\n"));
    await stage.kube("apply --kustomize kind01/manifests");
    const selected = "get services,deployments --selector app.kubernetes.io/managed-by=gen --output name";
    const names = "service/nginxhello\ndeployment.apps/nginxhello\n";
    expect((await stage.kube(selected)).stdout).toBe(names);
    expect((await stage.kube("get --kustomize kind01/manifests --output name")).stdout).toBe(names);
    expect((await stage.kube("delete service/nginxhello deployment.apps/nginxhello")).code).toBe(0);
    expect((await stage.kube(selected)).stdout).toBe("");
    await refused(
      "get --kustomize kind01/manifests --output name",
      1,
      'deployments.apps "nginxhello" not found',
    );
  });

  it("stops half done when it is killed in the middle of applying", async () => {
    await stage.close();
    stage = await openStage({ apiServer: 0.1, step: 0.2 });
    await stage.createCluster();
    const apply = "kubectl --kubeconfig config --context kind-kind01 apply --kustomize kind01/manifests";
    await stage.killed(apply, () =>
      stage.world.state().changes.includes("kind01: service/nginxhello created"),
    );
    const { stdout } = await stage.kube("get services,deployments --output name");
    expect(stdout).toBe("service/kubernetes\nservice/nginxhello\n");
  });
});
