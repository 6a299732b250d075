import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeLive } from "../live/requirements.ts";
import { type Engine, startEngine } from "./engine/engine.ts";
import { ENGINE_NEEDS } from "./engine/engine-needs.ts";

const IMAGES = {
  routers: ["quay.io/frrouting/frr:10.7.1"],
  clients: ["nicolaka/netshoot:v0.15"],
  nodes: ["kindest/node:v1.33.7"],
};
const ROUTER = join(import.meta.dirname, "../../out/two-clusters/frrtor");
/** The first address of its network's range. */
const NODE = "10.20.128.0";
/** Where this test has sandboxes without an engine. */
const ENGINES = join(tmpdir(), `bench-engines-${process.pid}`);
const SUPERVISE = join(import.meta.dirname, "engine/supervise.sh");

/** What Cilium's agent would be told, in short: who to dial. `${NODE_IP}` is for the node to fill in. */
const GOBGPD = `
[global.config]
as = 65101
router-id = "\${NODE_IP}"
port = -1
[[neighbors]]
[neighbors.config]
neighbor-address = "10.20.0.101"
peer-as = 65001
[neighbors.timers.config]
connect-retry = 1
hold-time = 9
keepalive-interval = 3
idle-hold-time-after-reset = 1
[[neighbors.afi-safis]]
[neighbors.afi-safis.config]
afi-safi-name = "ipv4-unicast"
`;

describeLive("a Docker engine of the bench", ENGINE_NEEDS, () => {
  let engine: Engine;
  const inside = async (script: string) => (await engine.run(["bash", "-c", script])).stdout;
  const files = (node: string) => join(engine.folder, "nodes", node);
  const ask = () => inside("docker exec client curl -s -m 1 http://172.30.0.10/");

  beforeAll(async () => {
    engine = await startEngine(IMAGES);
    await mkdir(files("node"), { recursive: true });
  }, 400_000);

  afterAll(async () => {
    await engine?.close();
    await rm(ENGINES, { recursive: true, force: true });
  });

  it("has the images under their names, and no way out", async () => {
    const names = await engine.docker("images", "--format", "{{.Repository}}:{{.Tag}}");
    expect(names.trim().split("\n").sort()).toEqual(Object.values(IMAGES).flat().sort());
    expect(await inside("ip route show default; ip -6 route show default")).toBe("");
    await expect(engine.docker("pull", "nosuch:1")).rejects.toThrow(/network is unreachable/);
  });

  it("has Debian's client and engine", async () => {
    const versions = await engine.docker("version", "--format", "{{.Client.Version}} {{.Server.Version}}");
    expect(versions).toMatch(/^20\.10\.\S+ 20\.10\.\S+\n$/);
  });

  it("runs a router that forwards between its networks, with Debian's FRR", async () => {
    await inside(`
      docker network create --gateway 192.168.20.1 --subnet 192.168.20.0/24 --ip-range 192.168.20.128/25 client
      docker network create --gateway 10.20.0.1 --subnet 10.20.0.0/16 --ip-range 10.20.128.0/17 kind01
      docker network create --gateway 172.20.0.1 --subnet 172.20.0.0/16 --ip-range 172.20.128.0/17 kind02
      docker create --name frrtor --hostname frrtor --restart unless-stopped --network client --ip 192.168.20.101 \
        --cap-add NET_ADMIN --cap-add NET_RAW --cap-add SYS_ADMIN --tmpfs /var/run/frr:mode=0777 \
        --sysctl net.ipv4.ip_forward=1 --sysctl net.ipv4.fib_multipath_hash_policy=1 ${IMAGES.routers[0]}
      docker network connect --ip 10.20.0.101 kind01 frrtor
      docker network connect --ip 172.20.0.101 kind02 frrtor
      for file in daemons vtysh.conf frr.conf; do docker cp ${ROUTER}/$file frrtor:/etc/frr/$file; done
      docker start frrtor
      docker run --detach --name client --hostname client --restart unless-stopped --network client --ip 192.168.20.2 \
        --cap-add NET_ADMIN ${IMAGES.clients[0]} sleep infinity
      docker run --detach --name node --hostname node --restart on-failure:1 --network kind01 --cap-add NET_ADMIN \
        --volume ${files("node")}:/bench/node ${IMAGES.nodes[0]}`);
    await inside("docker exec node ip route replace 192.168.20.0/24 via 10.20.0.101");
    await inside("docker exec client ip route replace 10.20.0.0/16 via 192.168.20.101");
    await inside("docker exec client ip route replace 172.30.0.0/27 via 192.168.20.101");
    expect(await inside(`docker exec client ping -c 1 -W 2 ${NODE}`)).toMatch(/ttl=63/);
    await until(async () => (await vtysh("show version")).startsWith("FRRouting 10"));
    await until(async () => (await vtysh("show running-config")).includes("router bgp 65001"));
  }, 60_000);

  it("has a node peer, announce and serve as soon as its files are there", async () => {
    await writeFile(join(files("node"), "addresses"), "172.30.0.10\n");
    const web = [
      {
        address: "172.30.0.10",
        port: 80,
        pods: ["hello-1", "hello-2"].map((name) => ({ name, address: "10.128.0.9", port: 80 })),
      },
    ];
    await writeFile(join(files("node"), "web.json"), JSON.stringify(web));
    await writeFile(join(files("node"), "gobgpd-0.arguments"), "");
    const words = "global rib add -a ipv4 172.30.0.10/32 origin igp\n";
    await writeFile(join(files("node"), "gobgpd-0.announcements"), words);
    await writeFile(join(files("node"), "gobgpd-0.toml"), GOBGPD);
    await until(async () => (await routes()).includes(`via ${NODE}`));
    expect(await ask()).toMatch(
      /^Server address: 10.128.0.9:80\nServer name: hello-[12]\nDate: .*\nURI: \/\n/,
    );
  }, 30_000);

  it("has a node take back what it no longer announces, and keep its session", async () => {
    const uptime = async () =>
      JSON.parse(await vtysh("show bgp summary json")).ipv4Unicast.peers[NODE].connectionsEstablished;
    const before = await uptime();
    await writeFile(join(files("node"), "gobgpd-0.announcements"), "");
    await until(async () => !(await routes()).includes("via"));
    expect(await uptime()).toBe(before);
    await writeFile(join(files("node"), "addresses"), "");
    await until(async () => !(await inside("docker exec node ip address show dev lo")).includes("172.30"));
  }, 30_000);

  it.each(["power cut", "orderly"] as const)(
    "brings back what has a restart policy (%s)",
    async (how) => {
      await inside("docker run --detach --name gone --network client nicolaka/netshoot:v0.15 sleep infinity");
      await engine.restart(how);
      await until(async () => (await running()) === "client frrtor node");
      await inside("docker rm --force gone");
      await until(async () => (await vtysh("show bgp summary")).includes(NODE));
      // As on a rebooted machine: routes that were set by hand have gone.
      expect(await inside("docker exec node ip route show 192.168.20.0/24")).toBe("");
    },
    90_000,
  );

  it("leaves no process, mount, cgroup or folder", async () => {
    const { folder } = engine;
    await engine.close();
    expect(existsSync(folder)).toBe(false);
    expect(leftOf(folder)).toEqual([]);
  });

  it("ends with whoever opened it, and leaves as little then", async () => {
    const { folder, opener } = await openSandbox("bench-orphan");
    expect(leftOf(folder).length).toBeGreaterThan(0);
    // What holds the sandbox's input is killed, and so cannot clean up.
    opener.kill("SIGKILL");
    await until(async () => !existsSync(folder));
    expect(leftOf(folder)).toEqual([]);
  });

  it("is removed by the next one when nobody was left to do it, unlike one that runs", async () => {
    const running = await openSandbox("bench-running");
    const killed = await openSandbox("bench-killed");
    const [controller = ""] = readdirSync("/sys/fs/cgroup").filter((name) => name === "pids");
    const group = join("/sys/fs/cgroup", controller, "bench-killed");
    await mkdir(group);
    process.kill(killed.supervisor, "SIGKILL");
    killed.opener.kill("SIGKILL");
    await until(async () => leftOf(killed.folder).every((left) => left === group));
    expect(existsSync(killed.folder)).toBe(true);
    const next = await openSandbox("bench-next");
    expect(leftOf(killed.folder)).toEqual([]);
    expect([killed, running, next].map(({ folder }) => existsSync(folder))).toEqual([false, true, true]);
    for (const { opener } of [running, next]) opener.kill("SIGKILL");
    await until(async () => [running, next].every(({ folder }) => !existsSync(folder)));
  }, 30_000);

  const vtysh = (command: string) => inside(`docker exec frrtor vtysh -c '${command}'`);
  const routes = () => inside("docker exec frrtor ip route show 172.30.0.10");
  const running = async () =>
    (await engine.docker("ps", "--format", "{{.Names}}")).trim().split("\n").sort().join(" ");
});

/** A sandbox without an engine, with its input held by a process of its own. */
async function openSandbox(name: string) {
  const opener = spawn("sleep", ["600"], { stdio: ["ignore", "pipe", "ignore"] });
  const supervisor = spawn("bash", [SUPERVISE, ENGINES, name], { stdio: [opener.stdout, "pipe", "ignore"] });
  opener.stdout.destroy();
  await once(supervisor.stdout as Readable, "data");
  return { folder: join(ENGINES, name), opener, supervisor: supervisor.pid ?? 0 };
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 40_000;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error("it did not come to be in 40 s");
    await pause(100);
  }
}

/** Whatever names an engine: processes by their arguments, mounts, cgroups. */
function leftOf(folder: string): string[] {
  const name = folder.split("/").at(-1) ?? "";
  const processes = readdirSync("/proc")
    .filter((pid) => /^\d+$/.test(pid))
    .map((pid) => read(`/proc/${pid}/cmdline`))
    .filter((words) => words.includes(name));
  const mounts = read("/proc/self/mounts")
    .split("\n")
    .filter((line) => line.includes(name));
  const groups = ["", ...readdirSync("/sys/fs/cgroup")].map((group) => join("/sys/fs/cgroup", group, name));
  return [...processes, ...mounts, ...groups.filter((group) => existsSync(group))];
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // it has ended meanwhile
  }
}
