import { type Circumstances, dockerContainer, dockerNetwork, GOOD_ANSWERS } from "./preflight-world.ts";

const { info, containers, networks, routes, kernel } = GOOD_ANSWERS;

/** When it stops, of what, with which exit code, and what is said. */
export const OBSTACLES: readonly (readonly [string, Circumstances, number, readonly string[]])[] = [
  ["docker is not there", { missing: ["docker"] }, 3, ["not installed: docker", "docker.io"]],
  ["jq is not there", { missing: ["jq"] }, 3, ["not installed: jq", "sudo apt-get install jq"]],
  ["ip is not there", { missing: ["ip"] }, 3, ["not installed: ip", "iproute2"]],
  ["kubectl is not there", { missing: ["kubectl"] }, 3, ["not installed: kubectl", "./install-tools.sh"]],
  [
    "the engine does not answer",
    { failing: { "docker info": "Cannot connect" } },
    3,
    ["the Docker engine does not answer", "systemctl start docker"],
  ],
  [
    "the engine does not answer, and Docker 20.10 ends with 0",
    { answers: { info: { ServerErrors: ["Cannot connect"], ClientInfo: {} } } },
    3,
    ["the Docker engine does not answer"],
  ],
  [
    "networks cannot be listed",
    { failing: { "docker network-ls": "broken pipe" } },
    3,
    ["'docker network ls --quiet' says: exit code 5, broken pipe"],
  ],
  [
    "networks cannot be described",
    { failing: { "docker network-inspect": "No such network" } },
    3,
    ["docker network inspect 0123456789ab", "No such network"],
  ],
  [
    "containers cannot be listed",
    { failing: { "docker ps---all": "broken pipe" } },
    3,
    ["'docker ps --all --format", "broken pipe"],
  ],
  [
    "routes cannot be listed",
    { failing: { ip: "Option -json is unknown" } },
    3,
    ["'ip -json route show table all' says", "Option -json is unknown"],
  ],
  [
    "kind does not answer",
    { failing: { kind: "cannot execute" } },
    3,
    ["'kind version' says: exit code 5, cannot execute"],
  ],
  [
    "kubectl does not answer",
    { failing: { kubectl: "" } },
    3,
    ["'kubectl version --client --output json' says"],
  ],
  [
    "cilium does not answer",
    { failing: { cilium: "" } },
    3,
    ["'cilium version --client' says", "./install-tools.sh"],
  ],
  [
    "jq does not answer",
    { failing: { jq: "jq: error" } },
    3,
    ["what jq, of all that was seen, says: exit code 5, jq: error"],
  ],
  [
    "kubectl says nothing of use",
    { answers: { kubectl: {} } },
    3,
    ["kubectl does not say which version it is"],
  ],
  [
    "Docker is old",
    { answers: { info: { ...info, ServerVersion: "19.03.15" } } },
    1,
    ["Docker 19.03.15 is older than 20.10"],
  ],
  [
    "Docker is rootless",
    { answers: { info: { ...info, SecurityOptions: ["name=rootless"] } } },
    1,
    ["is rootless", "eBPF"],
  ],
  [
    "cgroups are of version 1",
    { answers: { info: { ...info, CgroupVersion: "1" } } },
    1,
    ["version 1 of cgroups", "PREFLIGHT_ALLOW=cgroup"],
  ],
  [
    "memory is short",
    { answers: { info: { ...info, MemTotal: 3 * 2 ** 30 } } },
    1,
    ["3072 MiB of memory", "PREFLIGHT_ALLOW=memory"],
  ],
  [
    "disk is short",
    { answers: { df: "Avail\n 9000" } },
    1,
    ["9000 MiB are free", "takes about 9216", "PREFLIGHT_ALLOW=disk"],
  ],
  [
    "inotify instances are few",
    { answers: { kernel: { ...kernel, "fs/inotify/max_user_instances": "128" } } },
    1,
    [
      "fs.inotify.max_user_instances is 128, and the nodes take about 160",
      "sudo sysctl -w fs.inotify.max_user_instances=512",
    ],
  ],
  [
    "inotify watches are few",
    { answers: { kernel: { ...kernel, "fs/inotify/max_user_watches": "8192" } } },
    1,
    ["fs.inotify.max_user_watches is 8192", "sysctl -w fs.inotify.max_user_watches=524288"],
  ],
  [
    "bridged packets pass iptables with Docker 28",
    { answers: { kernel: { ...kernel, "net/bridge/bridge-nf-call-iptables": "1" } } },
    1,
    [
      "bridged packets pass iptables",
      "sudo sysctl -w net.bridge.bridge-nf-call-iptables=0",
      "PREFLIGHT_ALLOW=bridge-nf",
    ],
  ],
  [
    "kubectl is two minor versions away",
    { answers: { kubectl: { clientVersion: { gitVersion: "v1.31.4-vendor" } } } },
    1,
    [
      "kubectl v1.31.4-vendor is more than one minor version away",
      "kind01 (1.33.7), kind02 (1.33.7)",
      "fetches kubectl 1.33.7",
    ],
  ],
  [
    "another network has the name of one of the lab's",
    { answers: { networks: [...networks, dockerNetwork("client", ["10.99.0.0/24"])] } },
    1,
    ["there is a Docker network client that is not this one", "docker network rm client, if nobody needs it"],
  ],
  [
    "another network has the lab's addresses",
    { answers: { networks: [...networks, dockerNetwork("shop", ["10.20.3.0/24", "fd01::/64"])] } },
    1,
    ["network kind01 (10.20.0.0/16) overlaps the Docker network shop (10.20.3.0/24)"],
  ],
  [
    "another lab has the lab's addresses",
    { answers: { networks: [...networks, dockerNetwork("net", ["172.16.0.0/12"], { lab: "old" })] } },
    1,
    [
      "network kind02 (172.20.0.0/16) overlaps the Docker network net (172.16.0.0/12), which belongs to the lab old",
      "the down.sh of that lab",
    ],
  ],
  [
    "another container has the name of a router",
    { answers: { containers: containers + dockerContainer("frrtor", "bridge") } },
    1,
    ["there is a container frrtor that does not belong to this lab\n", "docker rm --force frrtor, if nobody"],
  ],
  [
    "another lab has a client of the name",
    { answers: { containers: containers + dockerContainer("client", "net", { lab: "old" }) } },
    1,
    [
      "there is a container client that does not belong to this lab, but to the lab old",
      "down.sh of that lab",
    ],
  ],
  [
    "another container has the name of a node",
    { answers: { containers: containers + dockerContainer("kind02-worker", "bridge") } },
    1,
    ["there is a container kind02-worker that is no node of kind", "docker rm --force kind02-worker"],
  ],
  [
    "another kind cluster has the name of one of the lab's",
    {
      answers: {
        networks: [...networks, dockerNetwork("kind", ["172.18.0.0/16"])],
        containers: containers + dockerContainer("kind02-control-plane", "kind", { cluster: "kind02" }),
      },
    },
    1,
    [
      "there is a kind cluster kind02 that is not on the network kind02\n",
      "kind delete cluster --name kind02",
    ],
  ],
  [
    "another lab's kind cluster has the name of one of the lab's",
    {
      answers: {
        networks: [...networks, dockerNetwork("net", ["10.99.0.0/24"], { lab: "old" })],
        containers: containers + dockerContainer("kind02-control-plane", "net", { cluster: "kind02" }),
      },
    },
    1,
    ["that is not on the network kind02, which belongs to the lab old", "the down.sh of that lab"],
  ],
  [
    "a node is on a network that is not the lab's as well",
    {
      answers: {
        networks: [
          ...networks,
          dockerNetwork("kind02", ["172.20.0.0/16"], { lab: "two-clusters" }),
          dockerNetwork("registry", ["10.99.0.0/24"]),
        ],
        containers: containers + dockerContainer("kind02-worker", "kind02,registry", { cluster: "kind02" }),
      },
    },
    1,
    [
      "kind02-worker of the kind cluster kind02 is on the network registry, too, which is not the lab's",
      "docker network disconnect registry kind02-worker, if it is the lab's cluster",
    ],
  ],
  [
    "a route of the machine lies in a network",
    { answers: { routes: [...routes, { dst: "10.20.7.0/24", dev: "tun0", flags: [] }] } },
    1,
    [
      "network kind01 (10.20.0.0/16) holds addresses that this machine reaches by tun0: 10.20.7.0/24",
      "PREFLIGHT_ALLOW=routes",
    ],
  ],
  [
    "an address of the machine lies in a network",
    {
      answers: {
        routes: [...routes, { type: "local", dst: "192.168.20.9", dev: "wlan0", table: "local", flags: [] }],
      },
    },
    1,
    ["network client (192.168.20.0/24) holds addresses that this machine reaches by wlan0: 192.168.20.9"],
  ],
  [
    "the machine's gateway lies in a network",
    { answers: { routes: [{ dst: "default", gateway: "172.20.0.1", dev: "eth0", flags: [] }] } },
    1,
    ["network kind02 (172.20.0.0/16) holds addresses that this machine reaches by eth0: 172.20.0.1"],
  ],
  [
    "one of several gateways lies in a network",
    {
      answers: {
        routes: [
          {
            dst: "default",
            nexthops: [
              { gateway: "192.0.2.1", dev: "eth0" },
              { gateway: "10.20.9.9", dev: "eth1" },
            ],
            flags: [],
          },
        ],
      },
    },
    1,
    ["by eth0: 10.20.9.9"],
  ],
];

/** What it only warns of, and how. */
export const WARNINGS: readonly (readonly [string, Circumstances, string])[] = [
  [
    "another kind",
    { answers: { kind: "kind v0.32.0 go1.25 linux/amd64" } },
    "the node images are those of kind v0.31.0, and this is kind v0.32.0",
  ],
  [
    "another cilium-cli",
    { answers: { cilium: "cilium-cli: v0.18.9 compiled with go1.25" } },
    "written for cilium-cli v0.19.7, and this is v0.18.9",
  ],
  [
    "another machine's engine",
    { env: { DOCKER_HOST: "ssh://elsewhere" } },
    "the Docker engine is on another machine",
  ],
  [
    "iptables on bridges, before Docker 28",
    {
      answers: {
        info: { ...info, ServerVersion: "20.10.24+dfsg1" },
        kernel: { ...kernel, "net/bridge/bridge-nf-call-iptables": "1" },
      },
    },
    "net.bridge.bridge-nf-call-iptables is 1, and what the routers forward may be dropped",
  ],
  [
    "a route that is wider than a network",
    { answers: { routes: [...routes, { dst: "10.16.0.0/12", dev: "tun0", flags: [] }] } },
    "this machine does not reach 10.20.0.0/16 by tun0 (10.16.0.0/12)",
  ],
  [
    "a route into the pods' addresses",
    { answers: { routes: [...routes, { dst: "10.200.0.0/16", dev: "tun0", flags: [] }] } },
    "pods will not reach what this machine reaches by tun0 (10.200.0.0/16)",
  ],
  [
    "clusters that are too far apart for one kubectl",
    { inventory: "releases" },
    "c116 (1.31.14), c120 (1.35.0), and none is near all clusters",
  ],
];
