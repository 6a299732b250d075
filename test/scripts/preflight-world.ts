import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { goldenInventory } from "../golden/inventories.ts";
import { type EmittedTree, emittedTree } from "./emitted-tree.ts";

/** A machine on which nothing is in the way of two-clusters: what each program says when it is asked. */
export const GOOD_ANSWERS = {
  kind: "kind v0.31.0 go1.25.5 linux/amd64",
  cilium: "cilium-cli: v0.19.7 compiled with go1.26 on linux/amd64\ncilium image (default): v1.20.0",
  kubectl: { clientVersion: { gitVersion: "v1.33.7" } },
  info: {
    ServerVersion: "28.2.2",
    OSType: "linux",
    OperatingSystem: "Debian GNU/Linux 12 (bookworm)",
    SecurityOptions: ["name=seccomp,profile=builtin", "name=cgroupns"],
    CgroupVersion: "2",
    MemTotal: 16 * 2 ** 30,
    DockerRootDir: "/var/lib/docker",
  },
  containers: `${dockerContainer("web", "bridge")}${dockerContainer("kind-control-plane", "kind", { cluster: "kind" })}`,
  networks: [dockerNetwork("bridge", ["172.17.0.0/16"], { bridge: "docker0" })],
  routes: [
    { dst: "default", gateway: "192.0.2.1", dev: "eth0", flags: [] },
    { dst: "192.0.2.0/24", dev: "eth0", protocol: "kernel", scope: "link", flags: [] },
    { type: "local", dst: "192.0.2.2", dev: "eth0", table: "local", flags: [] },
    { type: "broadcast", dst: "10.20.255.255", dev: "eth0", table: "local", flags: [] },
    { dst: "172.17.0.0/16", dev: "docker0", flags: ["linkdown"] },
    { dst: "fd00::/64", dev: "eth0", flags: [], pref: "medium" },
  ],
  df: "  Avail\n  90000",
  kernel: {
    "fs/inotify/max_user_instances": "512",
    "fs/inotify/max_user_watches": "524288",
    "net/bridge/bridge-nf-call-iptables": "0",
  },
};

type Answers = { readonly [key in Exclude<keyof typeof GOOD_ANSWERS, "kernel">]: unknown } & {
  readonly kernel: Readonly<Record<string, string>>;
};

export interface Circumstances {
  readonly answers?: Partial<Answers>;
  /** Programs that are not installed. */
  readonly missing?: readonly string[];
  /** Programs that fail, with what they say: `docker network inspect` is one of them. */
  readonly failing?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** A golden inventory instead of two-clusters. */
  readonly inventory?: string;
}

export interface Look {
  readonly status: number | null;
  readonly output: string;
  /** The programs that it started, with their arguments. */
  readonly calls: readonly string[];
}

/** A network as `docker network inspect` describes it. */
export function dockerNetwork(
  name: string,
  subnets: readonly string[],
  more: { lab?: string; bridge?: string; scope?: string; id?: string } = {},
) {
  return {
    Name: name,
    Id: more.id ?? `${name}0123456789abcdef`,
    Scope: more.scope ?? "local",
    IPAM: { Config: subnets.length > 0 ? subnets.map((Subnet) => ({ Subnet })) : null },
    Options: more.bridge === undefined ? {} : { "com.docker.network.bridge.name": more.bridge },
    Labels: more.lab === undefined ? null : { "gen.lab": more.lab },
  };
}

/** A container as `docker ps` is told to print it. */
export function dockerContainer(
  name: string,
  networks: string,
  { lab = "", cluster = "" }: { lab?: string; cluster?: string } = {},
): string {
  return `${JSON.stringify([name, lab, cluster, networks])}\n`;
}

/** What preflight says of such a machine: the real script with the real jq, and stand-ins for the other programs. */
export function preflight(circumstances: Circumstances = {}): Look {
  const emitted = treeOf(circumstances.inventory ?? "two-clusters");
  const world = join(emitted.folder, "world");
  rmSync(world, { recursive: true, force: true });
  mkdirSync(join(world, "bin"), { recursive: true });
  const { kernel, ...answers } = { ...GOOD_ANSWERS, ...circumstances.answers };
  for (const [name, value] of Object.entries(kernel)) {
    mkdirSync(dirname(join(world, "kernel", name)), { recursive: true });
    writeFileSync(join(world, "kernel", name), `${value}\n`);
  }
  for (const [name, answer] of Object.entries(answers))
    writeFileSync(join(world, name), typeof answer === "string" ? answer : JSON.stringify(answer));
  for (const [call, output] of Object.entries(circumstances.failing ?? {}))
    writeFileSync(join(world, `${call.replaceAll(" ", "-")}.fails`), output);
  const missing = circumstances.missing ?? [];
  for (const [name, answer] of Object.entries(STAND_INS).filter(([one]) => !missing.includes(one)))
    writeFileSync(join(world, "bin", name), standIn(name, answer), { mode: 0o755 });
  for (const name of ["bash", "env", "cat", "mkdir", "rm", "rmdir", "flock", "diff", "sleep"]) {
    if (!missing.includes(name)) link(name, join(world, "bin"));
  }
  writeFileSync(join(world, "calls"), "");
  const { status, stdout, stderr } = spawnSync(join(emitted.tree, "look.sh"), {
    encoding: "utf8",
    timeout: 60_000,
    env: {
      HOME: world,
      XDG_STATE_HOME: join(world, "state"),
      WORLD: world,
      PATH: join(world, "bin"),
      ...circumstances.env,
    },
  });
  const calls = readFileSync(join(world, "calls"), "utf8").trim().split("\n");
  return { status, output: `${stdout}${stderr}`, calls };
}

/** Removes what the looks have left on disk. */
export function closeTrees(): void {
  for (const tree of trees.values()) tree.close();
  trees.clear();
}

const trees = new Map<string, EmittedTree>();

function treeOf(inventory: string): EmittedTree {
  const known = trees.get(inventory);
  if (known) return known;
  const tree = emittedTree(goldenInventory(inventory).source);
  writeFileSync(join(tree.tree, "look.sh"), LOOK, { mode: 0o755 });
  trees.set(inventory, tree);
  return tree;
}

/** As up.sh calls it; only the kernel's settings are those of the world. */
const LOOK = `#!/usr/bin/env bash
cd -- "\${BASH_SOURCE[0]%/*}" || exit
. ./scripts.d/lib.sh
. ./scripts.d/preflight.sh
kernel_setting() {
  FOUND=
  [ ! -e "$WORLD/kernel/$1" ] || FOUND=$(<"$WORLD/kernel/$1")
}
open_state
PHASE=preflight
preflight
say 'nothing is in the way'
`;

/** What each stand-in prints; jq and timeout are the real ones. */
const STAND_INS: Readonly<Record<string, string>> = {
  docker:
    'case "$1 $2" in info*) cat "$WORLD/info" ;; "network ls") echo 0123456789ab ;; "network inspect") cat "$WORLD/networks" ;; "ps --all") cat "$WORLD/containers" ;; *) exit 64 ;; esac',
  kind: '[ "$*" = version ] && cat "$WORLD/kind"',
  kubectl: '[ "$*" = "version --client --output json" ] && cat "$WORLD/kubectl"',
  cilium:
    '[ "$*" = "version --client" ] && cat "$WORLD/cilium" && if [ "$CILIUM_HANGS" ]; then exec sleep 600; fi',
  ip: '[ "$*" = "-json route show table all" ] && cat "$WORLD/routes"',
  df: 'cat "$WORLD/df"',
  jq: `exec ${which("jq")} "$@"`,
  timeout: `exec ${which("timeout")} "$@"`,
};

function standIn(name: string, answer: string): string {
  const asked = name === "docker" ? "$1-$2" : "";
  return `#!/bin/bash
echo "${name} \${*//$'\\n'/ }" >>"$WORLD/calls"
for call in "${name}" "${name}-$1" "${name}-${asked}"; do
  if [ -e "$WORLD/$call.fails" ]; then
    cat "$WORLD/$call.fails" >&2
    exit 5
  fi
done
${answer}
`;
}

function which(name: string): string {
  const folder = (process.env["PATH"] ?? "").split(delimiter).find((one) => existsSync(join(one, name)));
  return join(folder ?? "/usr/bin", name);
}

function link(name: string, folder: string): void {
  symlinkSync(which(name), join(folder, name));
}
