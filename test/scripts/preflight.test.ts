import { afterAll, describe, expect, it } from "vitest";
import { OBSTACLES, WARNINGS } from "./preflight-obstacles.ts";
import { closeTrees, dockerContainer, dockerNetwork, GOOD_ANSWERS, preflight } from "./preflight-world.ts";

const { info, networks, routes } = GOOD_ANSWERS;

describe("preflight.sh", () => {
  afterAll(closeTrees);

  it("finds nothing in the way of a lab on a good machine, and asks little", () => {
    const { status, output, calls } = preflight();
    expect(status, output).toBe(0);
    expect(output).toBe("         nothing is in the way\n");
    expect(calls.map((call) => call.split(" ")[0])).toEqual([
      "kind",
      "timeout",
      "cilium",
      "kubectl",
      "docker",
      "docker",
      "docker",
      "docker",
      "ip",
      "jq",
      "df",
    ]);
  });

  it("finds nothing in the way of a lab that is up: its networks and their routes are its own", () => {
    const { status, output, calls } = preflight({
      answers: {
        networks: [
          ...networks,
          dockerNetwork("kind01", ["10.20.0.0/16"], { lab: "two-clusters", id: "aaaaaaaaaaaa11112222" }),
          dockerNetwork("kind02", ["172.20.0.0/16"], { lab: "two-clusters", bridge: "br-lab" }),
          dockerNetwork("client", ["192.168.20.0/24"], { lab: "two-clusters" }),
        ],
        routes: [
          ...routes,
          { dst: "10.20.0.0/16", dev: "br-aaaaaaaaaaaa", scope: "link", flags: [] },
          { type: "local", dst: "10.20.0.1", dev: "br-aaaaaaaaaaaa", table: "local", flags: [] },
          { dst: "172.20.0.0/16", dev: "br-lab", flags: [] },
        ],
        // Its hosts and nodes; one of them has lost its network.
        containers: [
          dockerContainer("frrtor", "client,kind01,kind02", { lab: "two-clusters" }),
          dockerContainer("client", "client", { lab: "two-clusters" }),
          dockerContainer("kind01-control-plane", "kind01", { cluster: "kind01" }),
          dockerContainer("kind01-worker", "", { cluster: "kind01" }),
        ].join(""),
        // What the lab has taken is not free any more.
        df: "Avail\n12",
      },
    });
    expect(status, output).toBe(0);
    expect(output).toBe("         nothing is in the way\n");
    expect(calls.some((call) => call.startsWith("df"))).toBe(false);
  });

  it("leaves it to the first phase to remove what an older inventory had by the lab's names", () => {
    const { status, output } = preflight({
      answers: {
        networks: [...networks, dockerNetwork("before", ["10.99.0.0/24"], { lab: "two-clusters" })],
        containers: [
          dockerContainer("kind02-worker", "before", { lab: "two-clusters" }),
          dockerContainer("frrtor", "before", { cluster: "kind09" }),
          dockerContainer("kind01-control-plane", "before", { cluster: "kind01" }),
          dockerContainer("kind01-worker", "gone", { cluster: "kind01" }),
        ].join(""),
      },
    });
    expect(status, output).toBe(0);
  });

  it("says all that is in the way at once, and ends with 3 if something could not be found out", () => {
    const { status, output } = preflight({
      missing: ["kind", "cilium", "flock"],
      answers: { info: { ...info, OSType: "windows", MemTotal: 2 ** 30 } },
    });
    expect(status).toBe(3);
    expect(output).toContain("look.sh: phase preflight, after");
    expect(output.match(/^ {2}- .*$/gm)).toEqual([
      "  - not installed: kind",
      "  - not installed: cilium",
      "  - not installed: flock",
      "  - the Docker engine runs containers of windows only",
      "  - 1024 MiB of memory are there, and the lab takes about 3312",
    ]);
    expect(output.match(/what helps: .*fetches it$/gm)).toHaveLength(2);
    expect(output).toContain("what helps: sudo apt-get install util-linux");
  });

  it.each(OBSTACLES)("stops when %s", (_, circumstances, code, messages) => {
    const { status, output } = preflight(circumstances);
    expect(status, output).toBe(code);
    for (const message of messages) expect(output).toContain(message);
    expect(output.match(/^ {2}- /gm), output).toHaveLength(1);
    expect(output.match(/what helps: /g)).toHaveLength(1);
    expect(output).not.toContain("nothing is in the way");
  });

  it.each(WARNINGS)("only warns of %s", (_, circumstances, message) => {
    const { status, output } = preflight(circumstances);
    expect(status, output).toBe(0);
    expect(output.match(/warning: /g), output).toHaveLength(1);
    expect(output).toContain(message);
  });

  it("takes no default route for a clash, in one piece or in halves, and no network across machines", () => {
    const { status, output } = preflight({
      answers: {
        routes: [
          ...routes,
          { dst: "0.0.0.0/1", dev: "tun0", flags: [] },
          { dst: "128.0.0.0/1", dev: "tun0", flags: [] },
        ],
        networks: [
          ...networks,
          dockerNetwork("ingress", ["10.20.0.0/24"], { scope: "swarm" }),
          dockerNetwork("host", []),
        ],
      },
    });
    expect(status, output).toBe(0);
    expect(output).not.toContain("warning");
  });

  it("goes on past rules of thumb if it is told to, and past nothing else", () => {
    const answers = {
      info: { ...info, MemTotal: 2 ** 30, CgroupVersion: "1" },
      kernel: { "fs/inotify/max_user_instances": "128", "net/bridge/bridge-nf-call-iptables": "1" },
    };
    const env = { PREFLIGHT_ALLOW: "memory cgroup inotify", IGNORE_BRIDGE_NF: "1" };
    const allowed = preflight({ answers, env });
    expect(allowed.status, allowed.output).toBe(0);
    expect(allowed.output.match(/warning: /g)).toHaveLength(4);
    const still = preflight({ answers: { ...answers, networks: [dockerNetwork("client", [])] }, env });
    expect(still.status).toBe(1);
    expect(preflight({ missing: ["kind"], env: { PREFLIGHT_ALLOW: "- kind" } }).status).toBe(3);
  });

  it("waits ten seconds at most for a cilium that asks the internet, and goes by what it said before", () => {
    const { status, output } = preflight({
      answers: { cilium: "cilium-cli: v0.19.7 compiled" },
      env: { CILIUM_HANGS: "1" },
    });
    expect(status, output).toBe(0);
  }, 30_000);
});
