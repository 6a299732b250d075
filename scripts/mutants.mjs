// Looks whether the tests are a net: breaks templates, rules and code on purpose, one breakage at a time in a copy of the
// project, and demands that the named tests fail. `npm run mutants [-- WORD]` runs those whose name has the word.
// The goldens would notice most of it, so what stands beside a mutant is a net behind them where there is one.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** name, file, what stands there, what shall stand there, the tests that must notice */
const MUTANTS = [
  // What the router does, noticed by real daemons.
  [
    "no multipath-relax",
    "src/plan/plan-router.ts",
    ".size > 1)",
    ".size > 9)",
    "test/rehearsal/two-clusters.test.ts",
  ],
  [
    "a filter that is open",
    "templates/frr/frr.conf.njk",
    " match ip address prefix-list {{ entry.prefixList | frr }}\n",
    "",
    "test/rehearsal/two-clusters.test.ts",
  ],
  [
    "routes sent to the nodes",
    "templates/frr/frr.conf.njk",
    "route-map {{ toClusters | frr }} deny 10",
    "route-map {{ toClusters | frr }} permit 10",
    "test/rehearsal/two-clusters.test.ts",
  ],
  [
    "flows hashed by addresses only",
    "src/plan/plan-host-settings.ts",
    "fib_multipath_hash_policy=1",
    "fib_multipath_hash_policy=0",
    "test/rehearsal/two-clusters.test.ts",
  ],
  [
    "a filter that is too narrow",
    "src/address/cover.ts",
    "wider.last > range.last",
    "wider.last >= range.last && length < 32",
    "test/address test/rehearsal/golden-inventories.test.ts",
  ],
  [
    "no discards",
    "templates/frr/frr.conf.njk",
    "ip route {{ prefix | frr }} Null0 254\n",
    "",
    "test/rehearsal/golden-inventories.test.ts",
  ],
  [
    "the router's AS as the cluster's",
    "src/plan/plan-peerings.ts",
    "clusterAsn: cluster.asn",
    "clusterAsn: router.asn",
    "test/golden test/rehearsal/two-clusters.test.ts",
  ],
  [
    "peer-group used before it is made",
    "templates/frr/frr.conf.njk",
    " neighbor {{ peering.peerGroup | frr }} peer-group\n",
    "",
    "test/artifacts/oracles.test.ts test/rehearsal/two-clusters.test.ts",
  ],

  // What a rehearsal makes of the files: a stand-in that is too kind, or a check that looks away.
  [
    "a peer is sent every advertisement, whatever its label",
    "src/control-plane/bgp/announcements.ts",
    "if (!matches(selector, advertisement.labels)) continue;",
    "",
    "test/control-plane",
  ],
  [
    "a node without a pod announces, too",
    "src/control-plane/bgp/service-prefixes.ts",
    "if (isLocal && !hasEndpoints(service, node)) return [];",
    "",
    "test/control-plane",
  ],
  [
    "a peer is made of a configuration that is not there",
    "src/control-plane/bgp/peers.ts",
    "  return config;\n}",
    '  return config ?? "defaults";\n}',
    "test/control-plane",
  ],
  [
    "any AS path will do",
    "src/rehearsal/checks/check-rib.ts",
    'if (path.asPath.join(" ") !== asPath)',
    "if (path.asPath.length === 0)",
    "test/rehearsal/checks.test.ts",
  ],
  [
    "a next hop more is no difference",
    "src/rehearsal/checks/check-fib.ts",
    "...(strangers.length > 0 ? [`",
    "...(strangers.length > 9 ? [`",
    "test/rehearsal/checks.test.ts",
  ],
  [
    "what could not be found out passes",
    "src/rehearsal/report/verdict.ts",
    "if (open.length > 0 || counted.length === 0)",
    "if (counted.length === 0)",
    "test/rehearsal/verdict.test.ts",
  ],
  [
    "nobody reads what FRR complains of",
    "src/rehearsal/lab/frr.ts",
    "output.filter((line) =>",
    "output.filter((line) => line === frrLog(name) &&",
    "test/rehearsal/lab.test.ts",
  ],
  [
    "a leak is overlooked",
    "src/rehearsal/checks/check-leaks.ts",
    "const differences = leaks.flatMap((one) => differencesOf(one, floods));",
    "const differences = leaks.filter(lacks).flatMap((one) => differencesOf(one, floods));",
    "test/rehearsal/twin.test.ts",
  ],

  // What is predicted.
  [
    "graceful restart costs nothing when a link is lost",
    "src/plan/black-hole.ts",
    "linkLost: timers.hold + kept",
    "linkLost: timers.hold",
    "test/plan",
  ],
  [
    "ClusterIPs are announced by nodes with a pod only",
    "src/plan/announcements.ts",
    "count: cluster.nodes.length }",
    "count: served.announcingNodes }",
    "test/plan",
  ],
  [
    "parts of the hashes are one too large",
    "src/plan/flow-share.ts",
    "return (dividend - (dividend % total)) / total;",
    "return (dividend - (dividend % total)) / total + Math.min(before, 1);",
    "test/plan/flow-share.test.ts",
  ],

  // What Cilium makes of the manifests, noticed by models and cross-references.
  [
    "a node label that no node has",
    "templates/kind/kind.yaml.njk",
    "cluster.labels.node.value",
    "cluster.labels.node.key",
    "test/artifacts/manifests.test.ts",
  ],
  [
    "an advertisement that no peer asks for",
    "templates/cilium/bgp-advertisement.yaml.njk",
    "cluster.labels.advertisement.value",
    "cluster.labels.service.key",
    "test/artifacts/manifests.test.ts",
  ],
  [
    "an advertisement without selector",
    "templates/cilium/bgp-advertisement.yaml.njk",
    "      selector:\n        matchLabels:\n          {{ cluster.labels.service.key | yaml }}: {{ cluster.labels.service.value | yaml }}\n",
    "",
    "test/artifacts/manifests.test.ts",
  ],
  [
    "a pool for other services",
    "templates/cilium/ip-pools.yaml.njk",
    "}}: {{ pool.name | yaml }}",
    "}}: {{ cluster.name | yaml }}",
    "test/artifacts/manifests.test.ts",
  ],
  [
    "a peer without its configuration",
    "templates/cilium/bgp-cluster.yaml.njk",
    "            name: {{ peering.router | yaml }}",
    "            name: {{ peering.cluster | yaml }}",
    "test/artifacts/manifests.test.ts",
  ],
  [
    "an address that is not pinned",
    "templates/cilium/service.yaml.njk",
    "lbipam.cilium.io/ips: {{ service.address | yaml }}",
    "lbipam.cilium.io/ip: {{ service.address | yaml }}",
    "test/artifacts/manifests.test.ts",
  ],
  [
    "the keepalive as a text",
    "templates/cilium/bgp-peers.yaml.njk",
    "holdTimeSeconds: {{ peering.timers.hold | yaml }}",
    'holdTimeSeconds: "{{ peering.timers.hold | yaml }}"',
    "test/artifacts/manifests.test.ts",
  ],
  [
    "v2 of the resources for an old Cilium",
    "src/network/releases.ts",
    '"1.17": { apiVersion: "cilium.io/v2alpha1"',
    '"1.17": { apiVersion: "cilium.io/v2"',
    "test/golden",
  ],

  // What the scripts go by.
  [
    "nothing says which objects are gen's",
    "templates/cilium/kustomization.yaml.njk",
    "      app.kubernetes.io/managed-by: gen\n",
    "      app.kubernetes.io/part-of: gen\n",
    "test/artifacts/manifests.test.ts",
  ],
  [
    "a place for a password passes for one",
    "src/plan/password-rule.ts",
    "^[A-Za-z0-9._~",
    "^[A-Za-z0-9._~@",
    "test/plan/secrets.test.ts",
  ],
  [
    "the newest kubectl, however old the clusters are",
    "src/network/tool-releases.ts",
    "farthest(version) === nearest",
    "farthest(version) >= nearest",
    "test/network/tool-releases.test.ts",
  ],
  [
    "a stranger's container is taken for the lab's",
    "templates/scripts/scripts.d/hosts.sh.njk",
    '[ "$FOUND" = "$name $LAB" ] ||',
    '[ -n "$FOUND" ] ||',
    "test/bench/strangers.test.ts",
  ],

  // Rules.
  [
    "host bits pass",
    "src/address/prefix.ts",
    "return prefix.written !== prefix.first;",
    "return false;",
    "test/errors",
  ],
  [
    "a pool may lie in a network",
    "src/network/rules/pool-inside-subnet.ts",
    "networks.find(hits)",
    "undefined",
    "test/errors",
  ],
  [
    "an address may be used twice",
    "src/network/rules/address-taken.ts",
    "claim.address.value",
    "claim.owner",
    "test/errors",
  ],
  [
    "an id may be used twice",
    "src/network/rules/cluster-id-taken.ts",
    "cluster.id === 0 || earlier === undefined",
    "true",
    "test/errors",
  ],
  [
    "256 is no limit",
    "src/network/rules/ecmp-too-wide.ts",
    "width <= FRR_MAX_NEXT_HOPS",
    "width > 0",
    "test/errors",
  ],
  ["any code may be allowed", "src/network/check.ts", "!rule.allowable", "false", "test/errors"],
  [
    "an unknown key is fine",
    "src/inventory/schema.ts",
    "const network = z\n  .strictObject",
    "const network = z\n  .object",
    "test/errors test/inventory",
  ],
  [
    "only the first overlap counts",
    "src/address/overlap.ts",
    "reaching = [...before, next, ...after]",
    "reaching = [next]",
    "test/address",
  ],

  // The rest of the pipeline.
  [
    "subnets by position",
    "src/network/resolve.ts",
    "subnetOf(podSubnets, id)",
    "subnetOf(podSubnets, Object.keys(inventory.clusters).indexOf(name) + 1)",
    "test/plan",
  ],
  [
    "shell words without quotes",
    "src/render/filters.ts",
    "/^[A-Za-z0-9_./:@%+,-]+$/.test(text)",
    "/./.test(text)",
    "test/render",
  ],
  ["words of YAML 1.1 without quotes", "src/render/filters.ts", "y|n|yes|no|on|off|", "", "test/render"],
  [
    "a missing name in a view is empty",
    "src/render/strict-view.ts",
    "if (found === undefined || found === null)",
    "if (found === 0)",
    "test/render",
  ],
  [
    "a file edited by hand is overwritten",
    "src/output/comparison.ts",
    "return sorted([...comparison.edited, ...comparison.occupied]);",
    "return sorted([...comparison.occupied]);",
    "test/output test/commands",
  ],
];

/** Breakages tried at once, each in a copy of its own: the tests of daemons wait for most of their time. */
const AT_ONCE = 3;

const wanted = MUTANTS.filter(([name]) => name.includes(process.argv[2] ?? ""));
// Looked at beforehand, so that a breakage that no longer fits is not found out after minutes.
const unfit = wanted.filter(([, file, before]) => !readFileSync(join(root, file), "utf8").includes(before));
if (unfit.length > 0)
  throw new Error(`what these would break has changed: ${unfit.map(([name]) => name).join(", ")}`);

const copies = mkdtempSync(join(tmpdir(), "gen-mutants-"));
const running = new Set();
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(130));
process.on("exit", () => {
  for (const { pid } of running) process.kill(-pid, "SIGTERM");
});
process.on("exit", () => rmSync(copies, { recursive: true, force: true }));
try {
  // Beside the project, the oracles would be at ../shared: the link keeps them there.
  symlinkSync(join(root, "../shared"), join(copies, "shared"));
} catch {
  // Without them some tests are skipped, here as everywhere.
}

let missed = 0;
const queue = [...wanted];
await Promise.all(Array.from({ length: AT_ONCE }, (_, number) => tryAll(copyOfProject(`project-${number}`))));
console.log(`${wanted.length - missed} of ${wanted.length} breakages noticed`);
process.exitCode = missed === 0 ? 0 : 1;

function copyOfProject(name) {
  const project = join(copies, name);
  cpSync(root, project, { recursive: true, filter: (path) => !/\/(node_modules|\.git|dist)$/.test(path) });
  symlinkSync(join(root, "node_modules"), join(project, "node_modules"));
  return project;
}

/** Takes from the queue until nothing is left in it. */
async function tryAll(project) {
  for (let next = queue.shift(); next; next = queue.shift()) {
    const [name, file, before, after, tests] = next;
    const path = join(project, file);
    const text = readFileSync(path, "utf8");
    writeFileSync(
      path,
      text.replace(before, () => after),
    );
    const started = Date.now();
    const vitest = spawn("npx", ["vitest", "run", "--bail", "1", ...tests.split(" ")], {
      cwd: project,
      stdio: "ignore",
      // A group of its own, which can be ended as a whole.
      detached: true,
    });
    running.add(vitest);
    const [status] = await once(vitest, "close");
    running.delete(vitest);
    writeFileSync(path, text);
    // 1: a test has failed. Whatever else happened is none.
    if (status !== 1) missed++;
    console.log(
      `${status === 1 ? "noticed" : "MISSED "}  ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`,
    );
  }
}
