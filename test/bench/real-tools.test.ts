import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeLive } from "../live/requirements.ts";
import { BENCH_NEEDS } from "./bench-needs.ts";
import { ALLOWED, type BenchLab, inventoryText, openLab } from "./lab.ts";

/** The nodes' image by its tag alone: the bench has none with kind's digest. */
const INVENTORY = inventoryText("two-clusters").replace(
  /(kind0\d: \{ id: \d)/g,
  '$1, nodeImage: "kindest/node:v1.33.7"',
);
const NODES = ["kind01-control-plane", "kind01-worker", "kind02-control-plane", "kind02-worker"];

describeLive("where the stand-ins end: the real", BENCH_NEEDS, () => {
  let lab: BenchLab;

  beforeAll(async () => {
    lab = await openLab(INVENTORY, "newer");
  }, 400_000);

  afterAll(() => lab?.close(), 60_000);

  describe("kind (no Kubernetes starts in the bench's nodes, so it gives up there)", () => {
    /** The real kind, with the stand-ins of the others. */
    const withKind = () => {
      const folder = join(lab.engine.folder, "but-for-kind");
      mkdirSync(folder, { recursive: true });
      for (const name of ["kubectl", "cilium"])
        symlinkSync(join(lab.world.programs, name), join(folder, name));
      return { ...ALLOWED, BENCH_PATH: `${folder}:/usr/sbin:/usr/bin:/sbin:/bin` };
    };

    it("makes the same containers as the stand-in; up.sh says what it said, and down.sh removes them", async () => {
      const standIn = await lab.run("up.sh", { env: ALLOWED });
      expect(standIn.status, standIn.output).toBe(0);
      const madeByStandIn = await containers();
      expect((await lab.run("down.sh")).status).toBe(0);

      const networks = await lab.run("up.sh", { arguments: ["--only", "networks"], env: ALLOWED });
      expect(networks.status, networks.output).toBe(0);
      for (const cluster of ["kind01", "kind02"]) {
        // It would take away what it could not finish.
        const words = ["--name", cluster, "--config", `${cluster}/kind.yaml`, "--retain"];
        const kind = await lab.engine.run(
          [
            "/usr/bin/kind",
            "create",
            "cluster",
            ...words,
            "--kubeconfig",
            join(lab.engine.folder, "kubeconfig"),
          ],
          { cwd: lab.tree, env: { KIND_EXPERIMENTAL_DOCKER_NETWORK: cluster } },
        );
        expect(kind.stderr).toMatch(/✓ Preparing nodes/);
        expect(kind.status).toBe(1);
      }
      expect(await containers()).toEqual(madeByStandIn);

      const env = withKind();
      const down = await lab.run("down.sh", { env });
      expect(down.output).toContain("remove cluster kind01");
      expect(down.status, down.output).toBe(0);
      expect(await lab.left()).toEqual([]);

      const up = await lab.run("up.sh", { env });
      expect(up.status, up.output).toBe(1);
      expect(up.output).toMatch(/phase clusters.*ERROR: failed to create cluster/s);
      expect((await lab.run("down.sh", { env })).status).toBe(0);
      expect(await lab.left()).toEqual([]);
    }, 180_000);

    /** What up.sh, verify.sh and down.sh know nodes by, and what decides whether they come back. */
    async function containers(): Promise<readonly string[]> {
      const labels =
        '{{index .Config.Labels "io.x-k8s.kind.cluster"}} {{index .Config.Labels "io.x-k8s.kind.role"}}';
      const networks = "{{range $name, $leg := .NetworkSettings.Networks}} {{$name}}={{.IPAMConfig}}{{end}}";
      const restart = "{{.HostConfig.RestartPolicy.Name}}:{{.HostConfig.RestartPolicy.MaximumRetryCount}}";
      const format = `{{.Name}} {{.Config.Hostname}} ${labels} ${restart}${networks}`;
      return (await lab.engine.docker("inspect", "--format", format, ...NODES)).trim().split("\n");
    }
  });

  it("kubectl takes every command line that the scripts have for it", async () => {
    await lab.write(
      INVENTORY.replace(
        /^(services:\n)( {2}nginxhello)(:.*)172.30.0.10(.*)$/m,
        "$1  second$3172.30.0.11$4\n$2$3172.30.0.10$4",
      ),
    );
    const runs = [await lab.run("up.sh", { env: ALLOWED })];
    await lab.write(INVENTORY);
    runs.push(await lab.run("up.sh", { env: ALLOWED }), await lab.run("verify.sh"));
    expect(runs.map(({ status }) => status)).toEqual([0, 0, 0]);
    await lab.run("down.sh");
    const calls = new Set(runs.flatMap((run) => run.calls).filter((call) => call.startsWith("kubectl ")));
    expect(calls.size).toBeGreaterThan(20);
    expect([...calls].join("\n")).toContain("delete service/second");
    // Nobody listens there: whatever it wants to say to a cluster, it gets so far and no further.
    const kubeconfig = join(lab.engine.folder, "nobody");
    writeFileSync(kubeconfig, kubeconfigOf(["kind01", "kind02"]));
    for (const call of calls) {
      const words = call.split(" ").slice(1);
      const own = words.map((word) => (word.includes("/kubeconfig-kind0") ? kubeconfig : word));
      const { stdout, stderr } = await lab.engine.run(["/usr/bin/kubectl", ...own], { cwd: lab.tree });
      if (words[0] === "version") expect(JSON.parse(stdout).clientVersion.gitVersion).toMatch(/^v1\./);
      else expect(stderr, call).toMatch(/127\.0\.0\.1:1( was refused|: connect: connection refused)/);
    }
  }, 180_000);
});

function kubeconfigOf(clusters: readonly string[]): string {
  const names = clusters.map((name) => `kind-${name}`);
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: names.map((name) => ({ name, cluster: { server: "http://127.0.0.1:1" } })),
    contexts: names.map((name) => ({ name, context: { cluster: name, user: "nobody" } })),
    users: [{ name: "nobody", user: {} }],
  });
}
