import { spawn } from "node:child_process";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type FakeDocker, fakeDocker } from "./fake-docker.ts";
import type { Delays } from "./settings.ts";
import { startWorld, type World } from "./world.ts";

/** What a program that was called has said. */
export interface Said {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A world on a fake Docker engine, with the lab `two-clusters` in its folder, for one test. */
export interface Stage {
  readonly world: World;
  readonly docker: FakeDocker;
  readonly folder: string;
  /** Calls a stand-in by its words: "kubectl get nodes". */
  call(words: string, options?: { readonly input?: string; readonly env?: NodeJS.ProcessEnv }): Promise<Said>;
  /** As `call`, killed as soon as something is so; then the server has had time to notice. */
  killed(words: string, when: () => boolean): Promise<void>;
  /** kubectl on the cluster kind01, by the flags that the scripts use. */
  kube(words: string, input?: string): Promise<Said>;
  /** Makes the cluster kind01. */
  createCluster(): Promise<void>;
  /** And installs Cilium there. */
  installCilium(): Promise<void>;
  /** And applies its manifests. */
  applyManifests(): Promise<void>;
  close(): Promise<void>;
}

/** Sets it up. */
export async function openStage(delays: Partial<Delays> = {}): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), "world-"));
  await cp("out/two-clusters", folder, { recursive: true });
  const docker = fakeDocker("kind01", "kind02");
  const world = await startWorld({ folder, docker, delays });
  const start = (words: string, env: NodeJS.ProcessEnv = {}) => {
    const [program = "", ...argv] = words.split(" ").map((word) => word.replace("$STATE", folder));
    return spawn(join(world.programs, program), argv, {
      cwd: folder,
      env: { ...process.env, ...world.environment, ...env },
    });
  };
  const call: Stage["call"] = (words, { input, env } = {}) => {
    const child = start(words, env);
    // A program that reads no input may be gone before it is written.
    child.stdin.on("error", () => undefined);
    child.stdin.end(input ?? "");
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    return new Promise((resolve) => child.on("close", (code) => resolve({ code, stdout, stderr })));
  };
  const must = async (words: string, env: NodeJS.ProcessEnv = {}) => {
    const said = await call(words, { env });
    if (said.code !== 0) throw new Error(`${words}: ${said.stderr}`);
  };
  const kube = (words: string) => `kubectl --kubeconfig $STATE/config --context kind-kind01 ${words}`;
  const createCluster = () =>
    must("kind create cluster --name kind01 --config kind01/kind.yaml --kubeconfig $STATE/config", {
      KIND_EXPERIMENTAL_DOCKER_NETWORK: "kind01",
    });
  const installCilium = async () => {
    await createCluster();
    await must(INSTALL, { KUBECONFIG: join(folder, "config") });
  };
  return {
    world,
    docker,
    folder,
    call,
    killed: async (words, when) => {
      const child = start(words, {
        KIND_EXPERIMENTAL_DOCKER_NETWORK: "kind01",
        KUBECONFIG: join(folder, "config"),
      });
      const closed = new Promise((resolve) => child.on("close", resolve));
      while (!when()) await sleep(5);
      child.kill("SIGKILL");
      await closed;
      await sleep(500);
    },
    kube: (words, input) => call(kube(words), input === undefined ? {} : { input }),
    createCluster,
    installCilium,
    applyManifests: async () => {
      await installCilium();
      // The operator registers them a little later.
      while ((await call(kube(`wait --for=condition=Established ${CRDS} --timeout=5s`))).code !== 0);
      await must(kube("apply --kustomize kind01/manifests"));
    },
    close: async () => {
      await world.close();
      await rm(folder, { recursive: true });
    },
  };
}

export const INSTALL =
  "cilium install --version 1.18.12 --values kind01/cilium-values.yaml --wait=false --context kind-kind01";

const CRDS = [
  "ciliumloadbalancerippools",
  "ciliumbgppeerconfigs",
  "ciliumbgpclusterconfigs",
  "ciliumbgpadvertisements",
]
  .map((name) => `crd/${name}.cilium.io`)
  .join(" ");
