import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { goldenInventory } from "../golden/inventories.ts";
import { type EmittedTree, emittedTree } from "./emitted-tree.ts";
import { type Circumstances, ciliumArchive, folderOfCommands, program, runInstall } from "./install-run.ts";
import { openMirror, sha256, type ToolsMirror } from "./tools-mirror.ts";

const KUBECTL = "/dl.k8s.io/release/v1.33.9/bin/linux/amd64/kubectl";
const KIND = "/github.com/kubernetes-sigs/kind/releases/download/v0.32.0/kind-linux-amd64";
const CILIUM = "/github.com/cilium/cilium-cli/releases/download/v0.19.7/cilium-linux-amd64.tar.gz";

/** Releases that nobody has pinned: all sums come from beside the files. */
const UNPINNED = {
  name: "unpinned.yaml",
  text: `name: unpinned
versions: { kind: 0.32.0, kubernetes: 1.33.9 }
networks: { net1: { subnet: 10.30.0.0/24 } }
routers: { tor: { asn: 65001, routerId: 10.0.255.1, addresses: { net1: 10.30.0.2 } } }
clusters: { one: { id: 1, network: net1, asn: 65101, nodeImage: "kindest/node:v1.33.9" } }
pools: { anycast: { range: 172.31.0.0/24 } }
services: { web: { image: "nginxdemos/hello:0.4-plain-text", port: 80, pool: anycast, address: 172.31.0.1 } }
`,
};

describe("install-tools.sh, with a mirror of its own", () => {
  let tree: EmittedTree;
  let mirror: ToolsMirror;

  beforeEach(async () => {
    mirror = await openMirror();
  });

  afterEach(() => {
    mirror.close();
    tree.close();
  });

  it("installs what agrees with the sums beside it, and says from where each sum was", async () => {
    tree = emittedTree(UNPINNED);
    publishAll();
    const { status, output } = await install();
    expect(status, output).toBe(0);
    for (const name of ["kubectl", "kind", "cilium"]) {
      expect(readFileSync(tool(name), "utf8")).toBe(program(name));
      expect(statSync(tool(name)).mode & 0o777).toBe(0o755);
    }
    expect(output).toContain("kubectl 1.33.9: is what the sum beside it");
    expect(output).toContain(`all are in ${tools()}`);
  });

  it("leaves alone what is there, and asks nobody for it", async () => {
    tree = emittedTree(UNPINNED);
    publishAll();
    await install();
    const before = statSync(tool("cilium")).ino;
    mirror.requests.length = 0;
    const { status, output } = await install();
    expect(status, output).toBe(0);
    expect(mirror.requests).toEqual([]);
    expect(output.match(/already there/g)).toHaveLength(3);
    expect(statSync(tool("cilium")).ino).toBe(before);
  });

  it("fetches a program again that somebody has changed, and only that one", async () => {
    tree = emittedTree(UNPINNED);
    publishAll();
    await install();
    writeFileSync(tool("kind"), "something else");
    mirror.requests.length = 0;
    const { status, output } = await install();
    expect(status, output).toBe(0);
    expect(mirror.requests).toEqual([KIND, `${KIND}.sha256sum`]);
    expect(readFileSync(tool("kind"), "utf8")).toBe(program("kind"));
  });

  it("goes by the sums in the script where there are some, and does not ask for others", async () => {
    tree = emittedTree(goldenInventory("two-clusters").source);
    const kubectl = KUBECTL.replace("1.33.9", "1.33.7");
    mirror.publish(kubectl, Buffer.from(program("kubectl")), ".sha256");
    const { status, output } = await install();
    expect(status).toBe(1);
    expect(output).toContain(
      `what came from ${mirror.address}${kubectl} is not what was published, and is not installed`,
    );
    expect(output).toContain(
      "expected: 471d94e208a89be62eb776700fc8206cbef11116a8de2dc06fc0086b0015375b (the sum in this script)",
    );
    expect(output).toContain(`found:    ${sha256(program("kubectl"))}`);
    expect(mirror.requests).toEqual([kubectl]);
    expect(existsSync(tools())).toBe(false);
  });

  it("installs what agrees with the sums in the script", async () => {
    tree = emittedTree(goldenInventory("two-clusters").source);
    const script = join(tree.tree, "install-tools.sh");
    const text = readFileSync(script, "utf8");
    writeFileSync(
      script,
      text
        .replace(/471d94e2\w{56}/, sha256(program("kubectl")))
        .replace(/eb244cba\w{56}/, sha256(program("kind"))),
    );
    mirror.files.set(KUBECTL.replace("1.33.9", "1.33.7"), Buffer.from(program("kubectl")));
    mirror.files.set(KIND.replace("0.32.0", "0.31.0"), Buffer.from(program("kind")));
    mirror.publish(CILIUM, archive(), ".sha256sum");
    const { status, output } = await install();
    expect(status, output).toBe(0);
    expect(output).toContain("kind 0.31.0: is what the sum in this script says");
    expect(mirror.requests.filter((path) => path.includes(".sha256"))).toEqual([`${CILIUM}.sha256sum`]);
  });

  it("refuses what does not agree with the sum beside it, and keeps what it had installed before that", async () => {
    tree = emittedTree(UNPINNED);
    publishAll();
    mirror.files.set(KIND, Buffer.from("#!/bin/sh\necho wrong\n"));
    const { status, output } = await install();
    expect(status).toBe(1);
    expect(output).toContain(`expected: ${sha256(program("kind"))} (the sum beside it`);
    expect(readdirSync(tools()).sort()).toEqual([".kubectl", "kubectl"]);
  });

  it("refuses a page in the place of a sum", async () => {
    tree = emittedTree(UNPINNED);
    publishAll();
    mirror.files.set(`${KUBECTL}.sha256`, Buffer.from("<html>log in first</html>"));
    const { status, output } = await install();
    expect(status).toBe(1);
    expect(output).toContain(`${KUBECTL}.sha256 holds no SHA-256 sum: <html>log`);
    expect(existsSync(tools())).toBe(false);
  });

  it("tries again when a download breaks off", async () => {
    tree = emittedTree(UNPINNED);
    publishAll();
    mirror.brokenOff.set(CILIUM, 1);
    const { status, output } = await install();
    expect(status, output).toBe(0);
    expect(mirror.requests.filter((path) => path === CILIUM)).toHaveLength(2);
    expect(readFileSync(tool("cilium"), "utf8")).toBe(program("cilium"));
  });

  it("installs no half a download", async () => {
    tree = emittedTree(UNPINNED);
    publishAll();
    mirror.brokenOff.set(KUBECTL, 99);
    const { status, output } = await install();
    expect(status).toBe(1);
    expect(output).toMatch(/kubectl cannot be fetched: curl: \(18\)/);
    expect(existsSync(tools())).toBe(false);
  });

  it("takes no error page for a program", async () => {
    tree = emittedTree(UNPINNED);
    const { status, output } = await install();
    expect(status).toBe(1);
    expect(output).toContain(`${mirror.address}${KUBECTL} cannot be fetched: curl: (22)`);
    expect(output).toContain("404");
  });

  it("has nothing for a machine of another kind", async () => {
    tree = emittedTree(UNPINNED);
    const { status, output } = await install({ stand: { uname: "echo Linux riscv64" } });
    expect(status).toBe(1);
    expect(output).toContain("there is nothing to fetch for this machine (Linux riscv64)");
    expect(mirror.requests).toEqual([]);
  });

  it("takes the files for arm64 there, and goes by their sums", async () => {
    const stand = { uname: "echo Linux aarch64" };
    tree = emittedTree(goldenInventory("two-clusters").source);
    mirror.files.set("/dl.k8s.io/release/v1.33.7/bin/linux/arm64/kubectl", Buffer.from(program("kubectl")));
    const { status, output } = await install({ stand });
    expect(status, output).toBe(1);
    expect(output).toContain("expected: fa7ee98fdb6fba92ae05b5e0cde0abd5972b2d9a4a084f7052a1fd0dce6bc1de");
  });

  it("takes no arguments, and does nothing if it gets some", async () => {
    tree = emittedTree(UNPINNED);
    publishAll();
    const { status, output } = await install({ arguments: ["kind"] });
    expect(status).toBe(2);
    expect(output).toContain("usage: install-tools.sh\n");
    expect(mirror.requests).toEqual([]);
  });

  it("takes nothing over plain HTTP but from this machine itself", async () => {
    tree = emittedTree(UNPINNED);
    for (const address of [
      "http://192.0.2.1",
      "http://127.0.0.1.example",
      "http://127.0.0.1:80@192.0.2.1",
      "ftp://192.0.2.1",
    ]) {
      const { status, output } = await install({ mirror: address });
      expect(status).toBe(1);
      expect(output).toContain(`GEN_TOOLS_MIRROR is ${address}, and must be an https:// address`);
    }
  });

  it("says what is missing, and how to get it", async () => {
    tree = emittedTree(UNPINNED);
    const without = await install({
      path: commands(["sha256sum", "tar", "flock", "uname", "mkdir", "rm", "rmdir"]),
    });
    expect(without.status).toBe(3);
    expect(without.output).toContain("not installed: curl (");
    publishAll();
    const { status, output } = await install({
      path: commands([
        "curl",
        "sha256sum",
        "tar",
        "gzip",
        "flock",
        "uname",
        "mkdir",
        "rm",
        "rmdir",
        "mv",
        "chmod",
        "sleep",
      ]),
    });
    expect(status, output).toBe(0);
    expect(output).toContain(
      "up.sh will need docker, which is not installed: sudo apt-get install docker.io",
    );
    expect(output).toContain("up.sh will need jq, which is not installed: sudo apt-get install jq");
  });

  const tools = () => join(tree.folder, "state/bgp-anycast-gen", name(), "bin");
  const name = () =>
    /^readonly LAB=(.*)$/m.exec(readFileSync(join(tree.tree, "scripts.d/lib.sh"), "utf8"))?.[1] ?? "";
  const tool = (which: string) => join(tools(), which);

  function publishAll(): void {
    mirror.publish(KUBECTL, Buffer.from(program("kubectl")), ".sha256");
    mirror.publish(KIND, Buffer.from(program("kind")), ".sha256sum");
    mirror.publish(CILIUM, archive(), ".sha256sum");
  }

  const archive = () => ciliumArchive(join(tree.folder, "archive"));
  const commands = (names: readonly string[]) =>
    folderOfCommands(join(tree.folder, `commands-${names.length}`), names);
  const install = (circumstances: Partial<Circumstances> = {}) =>
    runInstall(tree.folder, tree.tree, { mirror: mirror.address, ...circumstances });
});
