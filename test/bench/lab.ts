import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { compile } from "../../src/compile.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { goldenInventory } from "../golden/inventories.ts";
import { type Engine, type Machine, startEngine } from "./engine/engine.ts";
import type { ImageSet } from "./images/image-set.ts";
import { dockerEngine } from "./world/docker-engine.ts";
import { startWorld, type World } from "./world/world.ts";

/** A machine with a real Docker engine, stand-ins for kind, kubectl and cilium, and a lab's scripts to run on it. */
export interface BenchLab {
  readonly engine: Engine;
  readonly world: World;
  /** Where the scripts lie: what gen would write. */
  readonly tree: string;
  /** The lab's state folder, as the scripts make it out. */
  readonly state: string;
  /** Replaces the tree by that of another inventory. */
  write(inventory: string): Promise<Plan>;
  run(script: string, options?: ScriptOptions): Promise<ScriptRun>;
  /** verify.sh, some seconds later: GoBGP takes five to eight until it dials, and verify.sh would look again and again. */
  verify(): Promise<ScriptRun>;
  /** kubectl with a cluster's own kubeconfig; throws with its complaint if it fails. */
  kubectl(cluster: string, ...words: readonly string[]): Promise<string>;
  /** Whether what passes a bridge goes by the machine's iptables, which Docker 28 lets drop it. */
  filterBridges(how: "yes" | "no"): Promise<void>;
  /** Everything that scripts may leave behind and that is there: containers, networks, clusters, files. */
  left(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface ScriptOptions {
  readonly arguments?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly fault?: Fault | EachOnce;
  readonly signal?: AbortSignal;
  /** Until it is killed. Default 180. */
  readonly seconds?: number;
}

/** A call that is to fail the nth time that it is made: before it does anything, or after it has done all. */
export interface Fault {
  /** As `ScriptRun.calls` has it. */
  readonly call: string;
  readonly nth: number;
  readonly when: "before" | "after";
}

/** Each call fails the first time that it is made, in this run or an earlier one with the same `done`, which grows. */
export interface EachOnce {
  /** The calls that it is about. */
  readonly each: RegExp;
  readonly when: Fault["when"];
  readonly done: Set<string>;
}

/** A call that was made to fail. */
export interface Strike {
  readonly call: string;
  /** The calls that were made from then on. */
  readonly after: readonly string[];
}

export interface ScriptRun {
  readonly status: number;
  readonly output: string;
  readonly stdout: string;
  readonly seconds: number;
  /** Every call of a program, a line each, in order. */
  readonly calls: readonly string[];
  /** In their order; empty where the fault did not come to pass. */
  readonly strikes: readonly Strike[];
}

/** Warnings of preflight that the machine of the bench deserves, and that do not matter there. */
export const ALLOWED = { PREFLIGHT_ALLOW: "cgroup memory disk inotify bridge-nf" };

/** All programs that the scripts may call: their PATH has these and no others. */
export const PROGRAMS = [
  ...["docker", "kind", "kubectl", "cilium", "jq", "flock", "ip", "diff"],
  ...["cat", "df", "env", "mkdir", "rm", "rmdir", "sha256sum", "sleep", "stat", "timeout", "uname"],
];

/** The text of an inventory of the repository. */
export function inventoryText(name: string): string {
  return goldenInventory(name).source.text;
}

/** Starts a bench for an inventory's lab, on a machine. It ends with this process, if it was not closed before. */
export async function openLab(inventory: string, on: Machine = "this"): Promise<BenchLab> {
  const engine = await startEngine(imagesOf(planOf(inventory)), on);
  const folder = join(engine.folder, "lab");
  const tree = join(folder, "tree");
  const home = join(folder, "home");
  const programs = join(folder, "programs");
  for (const path of [tree, home, programs]) mkdirSync(path, { recursive: true });
  for (const name of PROGRAMS) symlinkSync(resolve("test/bench/faults/watched"), join(programs, name));
  const docker = dockerEngine({
    socketPath: join(engine.folder, "docker.sock"),
    nodesFolder: join(engine.folder, "nodes"),
  });
  const world = await startWorld({ folder: engine.folder, docker });
  const calls = join(folder, "calls");
  const struck = join(folder, "struck");
  const done = join(folder, "done");
  const plan = await writeTree(tree, inventory);
  const state = join(home, ".local/state/bgp-anycast-gen", plan.name);

  const lab: BenchLab = {
    engine,
    world,
    tree,
    state,
    write: (text) => writeTree(tree, text),
    async run(script, options = {}) {
      const { fault, seconds = 180, signal } = options;
      for (const file of [calls, struck]) writeFileSync(file, "");
      const env = {
        ...world.environment,
        HOME: home,
        BENCH_PATH: `${world.programs}:${join(engine.folder, "bin")}:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`,
        BENCH_FOLDER: engine.folder,
        BENCH_CALLS: calls,
        BENCH_STRUCK: struck,
        ...faultEnvironment(fault, done),
        ...options.env,
      };
      // Only what the script calls is to go by that path.
      const argv = ["env", `PATH=${programs}`, "/bin/bash", join(tree, script), ...(options.arguments ?? [])];
      const outcome = await engine.run(argv, { env, seconds, ...(signal && { signal }) });
      const made = linesOf(calls);
      if (fault && "done" in fault) for (const call of linesOf(done)) fault.done.add(call);
      return {
        status: outcome.status,
        stdout: outcome.stdout,
        output: outcome.stdout + outcome.stderr,
        seconds: outcome.seconds,
        calls: made,
        strikes: linesOf(struck).map((line) => {
          const [number = ""] = line.split(" ", 1);
          return { call: line.slice(number.length + 1), after: made.slice(Number(number)) };
        }),
      };
    },
    async verify() {
      await pause(6000);
      return lab.run("verify.sh");
    },
    async kubectl(cluster, ...words) {
      const place = ["--kubeconfig", join(state, `kubeconfig-${cluster}`), "--context", `kind-${cluster}`];
      const argv = [join(world.programs, "kubectl"), ...place, ...words];
      const { status, stdout, stderr } = await engine.run(argv, { env: world.environment });
      if (status !== 0) throw new Error(`kubectl ${words.join(" ")}: ends with ${status}: ${stderr}`);
      return stdout;
    },
    async filterBridges(how) {
      // Without the kernel's module nothing is filtered.
      const set =
        how === "yes" ? `echo 1 >${BRIDGE_FILTER}` : `[ ! -e ${BRIDGE_FILTER} ] || echo 0 >${BRIDGE_FILTER}`;
      const { status, stderr } = await engine.run(["sh", "-c", set]);
      if (status !== 0) throw new Error(`bridges cannot be filtered here: ${stderr}`);
    },
    async left() {
      const listed = async (kind: string, ...words: string[]) =>
        (await engine.docker(...words))
          .split("\n")
          .filter(Boolean)
          .map((name) => `${kind} ${name}`);
      const ours = ["bridge", "host", "none"].map((name) => `network ${name}`);
      return [
        ...(await listed("container", "ps", "--all", "--format", "{{.Names}}")),
        ...(await listed("network", "network", "ls", "--format", "{{.Name}}")).filter(
          (it) => !ours.includes(it),
        ),
        ...remainsIn(home).map((path) => `file ${path}`),
      ];
    },
    async close() {
      await world.close();
      await engine.close();
    },
  };
  // What preflight tells people to do there; the other engine needs it not.
  if (on === "newer") await lab.filterBridges("no");
  return lab;
}

const BRIDGE_FILTER = "/proc/sys/net/bridge/bridge-nf-call-iptables";

/** As `faults/watched` takes it; writes the calls that have failed already into the file `done`. */
function faultEnvironment(fault: ScriptOptions["fault"], done: string): Readonly<Record<string, string>> {
  if (!fault) return {};
  if ("call" in fault)
    return { BENCH_FAULT: fault.call, BENCH_FAULT_NTH: String(fault.nth), BENCH_WHEN: fault.when };
  writeFileSync(done, [...fault.done].map((call) => `${call}\n`).join(""));
  return { BENCH_EACH: fault.each.source, BENCH_WHEN: fault.when, BENCH_DONE: done };
}

function linesOf(file: string): readonly string[] {
  return readFileSync(file, "utf8").split("\n").slice(0, -1);
}

function planOf(inventory: string): Plan {
  const { plan, diagnostics } = compile({ name: "inventory.yaml", text: inventory });
  if (!plan) throw new Error(`the inventory has errors: ${diagnostics.map(({ code }) => code).join(", ")}`);
  return plan;
}

async function writeTree(tree: string, inventory: string): Promise<Plan> {
  const plan = planOf(inventory);
  rmSync(tree, { recursive: true });
  for (const { path, content, mode } of compile({ name: "inventory.yaml", text: inventory }).files) {
    const file = join(tree, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
    await chmod(file, mode);
  }
  return plan;
}

/** The names that the inventory pins; a digest cannot be had without the registry that it comes from. */
function imagesOf({ routers, clients, clusters }: Plan): ImageSet {
  const names = (images: readonly string[]) => [...new Set(images.map((image) => image.split("@")[0] ?? ""))];
  return {
    routers: names(routers.map(({ image }) => image)),
    clients: names(clients.map(({ image }) => image)),
    nodes: names(clusters.map(({ nodeImage }) => nodeImage)),
  };
}

/** All files, and what folders without any there are where states are kept. */
function remainsIn(home: string): readonly string[] {
  const states = join(home, ".local/state");
  return readdirSync(home, { withFileTypes: true, recursive: true }).flatMap((entry) => {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isDirectory()) return [path];
    return entry.parentPath.startsWith(states) && readdirSync(path).length === 0 ? [path] : [];
  });
}
