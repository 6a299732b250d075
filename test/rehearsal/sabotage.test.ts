import { readFileSync } from "node:fs";
import { beforeAll, expect, it } from "vitest";
import type { CheckId } from "../../src/rehearsal/report/report.ts";
import { describeLive } from "../live/requirements.ts";
import { complaints, edited, failedChecks, rehearsed, type Tree, treeOf, withoutFile } from "./rehearsed.ts";

const tree = treeOf("two-clusters");
const frr = (before: string | RegExp, after: string) => edited(tree, "frrtor/frr.conf", before, after);
const kind02 = (path: string, before: string | RegExp, after: string) =>
  edited(tree, `kind02/${path}`, before, after);

/** What was done to the tree, the tree, the check that must fail, and words that its report must have. */
const SABOTAGES: readonly (readonly [what: string, tree: Tree, check: CheckId, words: RegExp])[] = [
  [
    "no multipath-relax",
    frr(/^ bgp bestpath as-path multipath-relax\n/m, ""),
    "rib",
    /paths in use: 2 in place of 4/,
  ],
  ["one path only", frr("maximum-paths 4", "maximum-paths 1"), "fib", /next hops: 1 in place of 4/],
  [
    "the router expects another AS",
    frr("CLUSTER-kind02 remote-as 65102", "CLUSTER-kind02 remote-as 65103"),
    "sessions",
    /kind02-worker .* has no session/,
  ],
  [
    "a cluster has another AS",
    kind02("manifests/bgp-cluster.yaml", "localASN: 65102", "localASN: 65199"),
    "sessions",
    /kind02-worker .* has no session/,
  ],
  [
    "a cluster expects another AS",
    kind02("manifests/bgp-cluster.yaml", "peerASN: 65001", "peerASN: 65009"),
    "sessions",
    /kind02-worker .* has no session/,
  ],
  [
    "a cluster dials another address",
    kind02("manifests/bgp-cluster.yaml", "172.20.0.101", "172.20.0.102"),
    "sessions",
    /kind02-worker .* has no session/,
  ],
  [
    "the advertisement has another label",
    kind02("manifests/bgp-advertisement.yaml", "advertise: bgp", "advertise: bpg"),
    "rib",
    /paths from kind02: 0 in place of 2/,
  ],
  [
    "the advertisement has no selector",
    kind02("manifests/bgp-advertisement.yaml", / {6}selector:\n.*\n.*\n/, ""),
    "rib",
    /perhaps: kind02\/manifests\/bgp-advertisement.yaml: .*selector/,
  ],
  [
    "a family has no advertisements",
    kind02("manifests/bgp-peers.yaml", / {6}advertisements:\n.*\n.*\n/, ""),
    "rib",
    /paths from kind02: 0 in place of 2/,
  ],
  [
    "the service has another label",
    kind02("manifests/service-nginxhello.yaml", "lbmode: bgp", "lbmode: bpg"),
    "rib",
    /paths from kind02: 0 in place of 2/,
  ],
  [
    "only ClusterIPs are announced",
    kind02("manifests/bgp-advertisement.yaml", "- LoadBalancerIP", "- ClusterIP"),
    "rib",
    /paths from kind02: 0 in place of 2/,
  ],
  [
    "a missing peer configuration",
    kind02(
      "manifests/bgp-cluster.yaml",
      /peerConfigRef:\n {12}name: frrtor/,
      "peerConfigRef:\n            name: frr",
    ),
    "sessions",
    /perhaps: kind02\/manifests\/bgp-cluster.yaml: /,
  ],
  [
    "the nodes have another label",
    kind02("kind.yaml", "bgp: enabled", "bgp: disabled"),
    "sessions",
    /kind02-worker .* has no session/,
  ],
  [
    "a filter that is one bit too narrow",
    frr("172.30.0.10/31 ge 32", "172.30.0.11/32"),
    "rib",
    /172\.30\.0\.10\/32: not in the table/,
  ],
  [
    "a filter that is too wide",
    frr("permit 172.30.0.20/32", "permit 172.30.0.16/28 le 32"),
    "leaks",
    /172\.30\.0\.21\/32/,
  ],
  [
    "a filter that is open",
    frr(/^ match ip address prefix-list POOL-anycast\n/m, ""),
    "leaks",
    /0\.0\.0\.0\/0/,
  ],
  ["no maximum-prefix", frr(/^ {2}neighbor CLUSTER-kind\d+ maximum-prefix 11\n/m, ""), "maximum-prefix", /./],
  [
    "another pool in one cluster",
    kind02("manifests/ip-pools.yaml", "172.30.0.", "172.30.1."),
    "rib",
    /perhaps: kind02\/manifests\/.*172\.30\.0\.10/,
  ],
  [
    "MD5 on the router only",
    frr(
      "neighbor CLUSTER-kind02 remote-as 65102",
      "neighbor CLUSTER-kind02 remote-as 65102\n neighbor CLUSTER-kind02 password secret",
    ),
    "sessions",
    /kind02-worker .* has no session/,
  ],
  [
    "the listen range of another subnet",
    frr("bgp listen range 172.20.0.0/16", "bgp listen range 172.21.0.0/16"),
    "sessions",
    /kind02-worker .* has no session/,
  ],
  [
    "room for one session only",
    frr("bgp listen limit 8", "bgp listen limit 1"),
    "sessions",
    /has no session/,
  ],
  [
    "a hold time below the minimum",
    kind02(
      "manifests/bgp-peers.yaml",
      /holdTimeSeconds: 9\n {4}keepAliveTimeSeconds: 3/,
      "holdTimeSeconds: 2\n    keepAliveTimeSeconds: 1",
    ),
    "artifacts",
    /holdTimeSeconds/,
  ],
  [
    "other timers",
    kind02(
      "manifests/bgp-peers.yaml",
      /holdTimeSeconds: 9\n {4}keepAliveTimeSeconds: 3/,
      "holdTimeSeconds: 6\n    keepAliveTimeSeconds: 2",
    ),
    "timers",
    /hold 6 s/,
  ],
  [
    "no way back",
    edited(tree, "host-settings.tsv", /^kind02-worker\troute.*\n/m, ""),
    "return-path",
    /kind02-worker/,
  ],
  [
    "no way to the service",
    edited(tree, "host-settings.tsv", /^client\troute\t172\.30.*\n/m, ""),
    "flows",
    /not answered/,
  ],
  [
    "a hash of addresses only",
    edited(tree, "host-settings.tsv", "fib_multipath_hash_policy=1", "fib_multipath_hash_policy=0"),
    "spread",
    /hashes addresses only/,
  ],
  [
    "a router that does not forward",
    edited(tree, "host-settings.tsv", "ip_forward=1", "ip_forward=0"),
    "flows",
    /not answered/,
  ],
  [
    "`traditional` without a policy",
    frr(/^ {2}neighbor CLUSTER-kind\d+ route-map .*\n/m, ""),
    "rib",
    /not in the table/,
  ],
  [
    "a misspelt statement",
    frr("bgp log-neighbor-changes", "bgp log-neighbour-changes"),
    "config",
    /log-neighbour-changes/,
  ],
  [
    "`daemons` with a command",
    edited(tree, "frrtor/daemons", "bgpd=yes", "bgpd=yes; touch /var/tmp/gen-was-here"),
    "artifacts",
    /frrtor\/daemons line 4, `bgpd=yes; touch \/var\/tmp\/gen-was-here`: it is no plain setting/,
  ],
  [
    "`daemons` with nothing but a command",
    edited(tree, "frrtor/daemons", /^[\s\S]*$/, "touch /var/tmp/gen-was-here\n"),
    "config",
    /it was not started with these files/,
  ],
  [
    "frr.conf with a command that has vtysh write a file",
    frr("hostname frrtor", "hostname frrtor\noutput file /dev/null"),
    "artifacts",
    /frrtor\/frr\.conf line 6, `output file \/dev\/null`: it is a command to vtysh/,
  ],
  ["bgpd is off", edited(tree, "frrtor/daemons", "bgpd=yes", "bgpd=no"), "config", /bgpd/],
  ["no discards", frr(/^ip route .* Null0 254\n/m, ""), "fib", /not discarded/],
  [
    "the router talks",
    frr("route-map TO-CLUSTERS deny 10", "route-map TO-CLUSTERS permit 10"),
    "exports",
    /is sent/,
  ],
  [
    "a service without pods",
    kind02(
      "manifests/service-nginxhello.yaml",
      /selector:\n {4}app: nginxhello/,
      "selector:\n    app: hello",
    ),
    "rib",
    /paths from kind02: 0 in place of 2/,
  ],
  [
    "a manifest that kustomization.yaml does not list",
    kind02("manifests/kustomization.yaml", /.*bgp-advertisement.*\n/, ""),
    "rib",
    /paths from kind02: 0 in place of 2/,
  ],
  ["a file is gone", withoutFile(tree, "kind02/manifests/bgp-peers.yaml"), "artifacts", /bgp-peers\.yaml/],
  [
    "the prediction of another inventory",
    edited(tree, "expected.json", "kind02-worker", "kind02-worker9"),
    "artifacts",
    /expected\.json/,
  ],
  [
    "kind gives the nodes other names",
    kind02("kind.yaml", "name: kind02", "name: kind.02"),
    "sessions",
    /kind02-worker .* has no session/,
  ],
  [
    "kind gives the nodes the names of another cluster's",
    edited(tree, "kind01/kind.yaml", "name: kind01", "name: kind02"),
    "artifacts",
    /kind01\/kind\.yaml: its node `kind02-control-plane` has the name of a node of kind02/,
  ],
  [
    "a route of the router's own",
    frr(/$/, "\nip route 172.30.0.0/24 10.20.0.9\n"),
    "fib",
    /172\.30\.0\.0\/24: not predicted/,
  ],
  [
    "another number of nodes",
    kind02("kind.yaml", / {2}- role: worker\n.*\n.*\n.*\n/, ""),
    "sessions",
    /kind02-worker .* has no session/,
  ],
];

describeLive(
  "a rehearsal of a sabotaged tree",
  { root: true, packages: ["frr", "gobgpd", "iproute2"] },
  () => {
    beforeAll(() => expect(SABOTAGES.length).toBeGreaterThanOrEqual(15));

    it.concurrent("shows what README.md shows of a missing selector", { timeout: 240_000 }, async () => {
      const [, sabotaged = tree] =
        SABOTAGES.find(([what]) => what === "the advertisement has no selector") ?? [];
      const { checks } = await rehearsed(sabotaged, { flows: 40 });
      const { details = [] } = checks.find(({ id }) => id === "rib") ?? {};
      const readme = readFileSync("README.md", "utf8");
      expect(details.filter((detail) => !readme.includes(`        ${detail}\n`))).toEqual([]);
    });

    it.concurrent.each(SABOTAGES)(
      "fails: %s",
      { timeout: 240_000 },
      async (_what, sabotaged, check, words) => {
        const report = await rehearsed(sabotaged, { flows: 200 });
        expect(report.verdict, complaints(report)).toBe("FAIL");
        expect(failedChecks(report), complaints(report)).toContain(check);
        expect(complaints(report)).toMatch(words);
      },
    );
  },
);
