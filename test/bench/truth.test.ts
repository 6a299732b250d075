import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeLive } from "../live/requirements.ts";
import { BENCH_NEEDS } from "./bench-needs.ts";
import { ALLOWED, type BenchLab, inventoryText, openLab } from "./lab.ts";

const ANOTHER_SERVICE = `
apiVersion: v1
kind: Service
metadata:
  name: another
  namespace: default
  labels: { lbmode: bgp, pool: anycast }
  annotations: { lbipam.cilium.io/ips: 172.30.0.15 }
spec:
  type: LoadBalancer
  externalTrafficPolicy: Local
  selector: { app: nginxhello }
  ports: [{ port: 80 }]
`;

describeLive("verify.sh, of a lab that is not as it should be,", BENCH_NEEDS, () => {
  let lab: BenchLab;

  beforeAll(async () => {
    lab = await openLab(inventoryText("two-clusters"), "newer");
    const up = await lab.run("up.sh", { env: ALLOWED });
    expect(up.status, up.output).toBe(0);
  }, 300_000);

  afterAll(() => lab?.close(), 60_000);

  const inside = (container: string, ...command: string[]) =>
    lab.engine.docker("exec", container, ...command);
  const vtysh = (...commands: string[]) =>
    inside("frrtor", "vtysh", ...["configure terminal", ...commands].flatMap((command) => ["-c", command]));
  const apply = async (cluster: string, manifest: string) => {
    const file = join(lab.engine.folder, "manifest.yaml");
    await writeFile(file, manifest);
    await lab.kubectl(cluster, "apply", "--filename", file);
  };
  /** Changes the spec of the cluster's only object of a kind. */
  // biome-ignore lint/suspicious/noExplicitAny: the shape is the kind's own
  const patched = async (cluster: string, kind: string, change: (object: any) => unknown) => {
    const [object] = JSON.parse(await lab.kubectl(cluster, "get", kind, "--output", "json")).items;
    const patch = JSON.stringify({ spec: change(object) });
    await lab.kubectl(cluster, "patch", kind, object.metadata.name, "--type=merge", "--patch", patch);
  };

  it.each<[string, () => Promise<unknown>, readonly RegExp[], (() => Promise<unknown>)?]>([
    [
      "a node's link is cut",
      () => inside("kind01-worker", "ip", "link", "set", "eth0", "down"),
      [/FAIL .*sessions with kind01/, /cause: .*kind01-worker/],
      () => inside("kind01-worker", "ip", "link", "set", "eth0", "up"),
    ],
    [
      "bgpd has stopped",
      () =>
        inside(
          "frrtor",
          "sh",
          "-c",
          "kill -STOP $(cat /run/frr/watchfrr.pid) && kill $(cat /run/frr/bgpd.pid)",
        ),
      [/FAIL .*daemons/, /cause: .*bgpd/],
    ],
    [
      "multipath-relax was removed",
      () => vtysh("router bgp 65001", "no bgp bestpath as-path multipath-relax"),
      [/FAIL .*next hops to 172.30.0.10\/32 in the kernel/, /cause: .*multipath-relax/],
    ],
    [
      "somebody's service takes another address of the pool, and is announced",
      () => apply("kind01", ANOTHER_SERVICE),
      [/FAIL .*prefixes that BGP knows.*172.30.0.15\/32/, /cause: .*172.30.0.15\/32.*kind01/],
      () => lab.kubectl("kind01", "--namespace", "default", "delete", "service/another"),
    ],
    [
      "a cluster announces ClusterIPs, too, which the router refuses",
      () =>
        patched("kind01", "ciliumbgpadvertisement", ({ spec: { advertisements } }) => ({
          advertisements: [{ ...advertisements[0], service: { addresses: ["LoadBalancerIP", "ClusterIP"] } }],
        })),
      [/FAIL .*announcements of kind01 that it refuses/, /cause: .*(kind01|refuse)/],
    ],
    [
      "a workload was scaled to zero",
      () => lab.kubectl("kind02", "--namespace", "default", "scale", "deployment/nginxhello", "--replicas=0"),
      [/FAIL .*kind02: pods that are ready/, /cause: .*(replicas|scaled)/],
    ],
    [
      "a cluster has another AS number",
      () =>
        patched("kind02", "ciliumbgpclusterconfig", ({ spec: { bgpInstances } }) => ({
          bgpInstances: [{ ...bgpInstances[0], localASN: 65199 }],
        })),
      [/FAIL .*sessions with kind02/, /cause: .*65199/],
    ],
    [
      "iptables of the machine drop answers to clients",
      () => lab.filterBridges("yes"),
      [/FAIL .*requests to nginxhello/, /cause: .*bridge-nf-call-iptables=0/],
      () => lab.filterBridges("no"),
    ],
    [
      "the router expects another AS number of a cluster",
      () => vtysh("router bgp 65001", "neighbor CLUSTER-kind01 remote-as 65198"),
      [/FAIL .*sessions with kind01/, /cause: .*(65198|remote-as)/],
    ],
  ])(
    "%s: fails, and names the cause; up.sh mends it",
    async (_, happen, says, mend) => {
      await happen();
      const failed = await lab.run("verify.sh", { arguments: ["--wait", "15"] });
      expect(failed.status, failed.output).toBe(1);
      for (const words of says) expect(failed.output).toMatch(words);
      await mend?.();
      const up = await lab.run("up.sh", { env: ALLOWED });
      expect(up.status, up.output).toBe(0);
      const verify = await lab.run("verify.sh");
      expect(verify.status, verify.output).toBe(0);
    },
    180_000,
  );

  it("is said of in JSON, too: nothing but that on standard output", async () => {
    const verify = await lab.run("verify.sh", { arguments: ["--json"] });
    const report = JSON.parse(verify.stdout);
    expect(report).toMatchObject({ version: 1, lab: "two-clusters" });
    expect(report.checks.length).toBeGreaterThan(20);
  }, 60_000);
});
