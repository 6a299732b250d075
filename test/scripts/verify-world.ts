import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type MadeLab, makeLab } from "../../src/rehearsal/make-lab.ts";
import { type Tree, treeOf } from "../rehearsal/rehearsed.ts";
import { type ClusterObject, clusterObjects } from "./cluster-objects.ts";

/** A tree of artifacts on disk, and a world of stand-ins that its verify.sh asks: all is well there until a test changes it. */
export interface VerifyWorld {
  readonly tree: Tree;
  readonly made: MadeLab;
  /** Runs verify.sh, by default with one look only. */
  verify(...options: readonly string[]): Promise<Run>;
  /** Starts verify.sh with --watch. */
  watch(seconds: string): Watching;
  /** The arguments of what a host was asked to run, a line for each time. */
  asked(host: string): readonly string[];
  /** A file of the stand-ins' world, or of the tree if its path begins with `tree/`. */
  write(path: string, text: string): void;
  remove(path: string): void;
  /** Lets the nodes have these states and networks; default: they run, on their network. */
  containers(changes?: Readonly<Record<string, Partial<Container> | undefined>>): void;
  objects(cluster: string, change?: (objects: readonly ClusterObject[]) => readonly ClusterObject[]): void;
  /** What is left of verify.sh's own notes. */
  leftovers(): readonly string[];
  close(): void;
}

export interface Container {
  readonly state: string;
  readonly legs: string;
  /** Its lab and its kind cluster, as `docker ps` is told to print them. */
  readonly owner: string;
}

export interface Watching {
  /** Waits until it has printed this. */
  said(text: string): Promise<void>;
  /** Ctrl-C. */
  end(): Promise<Run>;
}

export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function verifyWorld(inventory: string): VerifyWorld {
  const folder = mkdtempSync(join(tmpdir(), "gen-verify-"));
  const tree = treeOf(inventory);
  const made = makeLab(tree.plan, tree.artifacts);
  const write: VerifyWorld["write"] = (path, text) => {
    const file = path.startsWith("tree/") ? join(folder, path) : join(folder, "world", path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    if (path.endsWith(".sh")) chmodSync(file, 0o755);
  };
  for (const [path, text] of tree.artifacts) write(`tree/${path}`, text);
  const env = {
    ...process.env,
    WORLD: join(folder, "world"),
    LAB_NAME: tree.plan.name,
    XDG_STATE_HOME: join(folder, "state"),
    PATH: [resolve("test/scripts/stand-ins/verify"), process.env["PATH"], "/usr/sbin"].join(delimiter),
  };
  const world: VerifyWorld = {
    tree,
    made,
    verify: (...options) =>
      start(join(folder, "tree/verify.sh"), options.length > 0 ? options : ["--wait", "0"], env).ended,
    watch: (seconds) => watching(start(join(folder, "tree/verify.sh"), ["--watch", seconds], env)),
    asked: (host) =>
      readFileSync(join(folder, "world", `asked-${host}`), "utf8")
        .trim()
        .split("\n"),
    write,
    remove: (path) => rmSync(join(folder, "world", path), { force: true }),
    containers(changes = {}) {
      const all = containersOf(made, tree.plan.name);
      const lines = [...all].flatMap(([name, container]) =>
        name in changes && changes[name] === undefined
          ? []
          : [[name, { ...container, ...changes[name] }] as const],
      );
      write("ps", lines.map(([name, { state, owner }]) => `${name} ${state} ${owner}\n`).join(""));
      write("inspect", lines.map(([name, { state, legs }]) => `/${name} ${state}${legs}\n`).join(""));
    },
    objects(cluster, change = (objects) => objects) {
      const plane = made.controlPlanes.get(cluster);
      if (!plane) throw new Error(`there is no cluster ${cluster}`);
      const items = change(clusterObjects(cluster, tree.artifacts, plane));
      write(`${cluster}.json`, JSON.stringify({ apiVersion: "v1", kind: "List", items }));
    },
    leftovers: () =>
      (existsSync(env.XDG_STATE_HOME) ? readdirSync(env.XDG_STATE_HOME, { recursive: true }) : []).map(
        String,
      ),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
  world.containers();
  for (const { name } of tree.plan.clusters) world.objects(name);
  return world;
}

function containersOf({ lab }: MadeLab, labName: string): ReadonlyMap<string, Container> {
  const ours = [...lab.routers, ...lab.clients].map((host) => ({ ...host, owner: `${labName}/` }));
  const hosts = [
    ...ours,
    ...lab.nodes.map((node) => ({
      ...node,
      owner: `/${node.name.replace(/-(control-plane|worker)\d*$/, "")}`,
    })),
  ];
  return new Map(
    hosts.map(({ name, legs, owner }) => [
      name,
      {
        owner,
        state: "running",
        legs: legs.map(({ network, address }) => ` ${network}=${address.split("/")[0]}`).join(""),
      },
    ]),
  );
}

interface Started {
  readonly child: ChildProcess;
  readonly said: { stdout: string; stderr: string };
  readonly ended: Promise<Run>;
}

function start(script: string, options: readonly string[], env: NodeJS.ProcessEnv): Started {
  const child = spawn(script, options, { env, stdio: ["ignore", "pipe", "pipe"], timeout: 120_000 });
  const said = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said.stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said.stderr += text;
  });
  const ended = once(child, "close").then(([status]): Run => ({ status, ...said }));
  return { child, said, ended };
}

function watching({ child, said, ended }: Started): Watching {
  return {
    async said(text) {
      while (!said.stdout.includes(text)) {
        if (child.exitCode !== null)
          throw new Error(`it ended without "${text}": ${said.stdout}${said.stderr}`);
        await pause(50);
      }
    },
    end() {
      child.kill("SIGINT");
      return ended;
    },
  };
}
