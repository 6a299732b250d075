import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { ExpectedDocument } from "../../src/plan/expected-document.ts";
import { describeLive } from "../live/requirements.ts";
import { type ScriptLab, scriptLab } from "./run-script.ts";
import { giveAddresses, type RouterState, say } from "./what-a-router-says.ts";

const NODES = ["kind01-control-plane", "kind01-worker", "kind02-control-plane", "kind02-worker"] as const;
const VIP = "172.30.0.10/32";

describeLive("verify.sh, with stand-ins that answer as FRR and the kernel do", { packages: ["jq"] }, () => {
  let lab: ScriptLab;
  let allIsWell: RouterState;
  let a: (node: string) => string;

  beforeEach(() => {
    lab = scriptLab("out/two-clusters");
    lab.run("up.sh");
    a = giveAddresses(lab, NODES);
    const hops = NODES.map(a);
    allIsWell = {
      sessions: Object.fromEntries(hops.map((hop) => [hop, 1])),
      bgp: { [VIP]: hops },
      kernel: { [VIP]: hops },
      discards: ["172.30.0.10/31", "172.30.0.12/30", "172.30.0.16/30", "172.30.0.20/31"],
    };
    say(lab, allIsWell);
    deadline(lab, 0);
  });

  afterEach(() => lab.close());

  it("passes when all is as predicted", () => {
    const { status, output } = lab.run("verify.sh");
    expect(output).toContain("9 passed, 0 failed");
    expect(status).toBe(0);
  });

  /** What is wrong, and what is said about it; `well` is the state in which nothing is. */
  const wrong: readonly (readonly [
    string,
    (well: RouterState, address: (node: string) => string) => RouterState,
    string,
  ])[] = [
    [
      "a node has no session",
      (well, address) => ({ ...well, sessions: without(well.sessions, address("kind01-worker")) }),
      "frrtor: sessions with kind01, and prefixes accepted in each: expected kind01-control-plane 1, kind01-worker 1, found kind01-control-plane 1, kind01-worker none",
    ],
    [
      "nothing is accepted in a session",
      (well, address) => ({ ...well, sessions: { ...well.sessions, [address("kind02-worker")]: 0 } }),
      "expected kind02-control-plane 1, kind02-worker 1, found kind02-control-plane 1, kind02-worker 0",
    ],
    [
      "somebody else has a session",
      (well) => ({ ...well, sessions: { ...well.sessions, "10.20.9.9": 1 } }),
      "frrtor: sessions with anybody else: expected nothing, found 10.20.9.9",
    ],
    [
      "there are no sessions and no routes",
      (well) => ({ ...well, sessions: {}, bgp: {}, kernel: {} }),
      `frrtor: prefixes that BGP knows: expected ${VIP}, found nothing`,
    ],
    [
      "a prefix leaks",
      (well) => ({ ...well, bgp: { ...well.bgp, "0.0.0.0/0": ["10.9.0.1"] } }),
      `frrtor: prefixes that BGP knows: expected ${VIP}, found 0.0.0.0/0, ${VIP}`,
    ],
    [
      "a next hop is nobody's",
      (well) => ({ ...well, kernel: { [VIP]: ["10.9.9.9"] } }),
      `frrtor: next hops to ${VIP} in the kernel: expected kind01-control-plane kind01-worker, kind02-control-plane kind02-worker, found 10.9.9.9`,
    ],
    [
      "BGP uses the paths of one cluster only",
      (well, address) => ({
        ...well,
        bgp: { [VIP]: [address("kind01-worker"), address("kind01-control-plane")] },
        unused: { [VIP]: [address("kind02-worker"), address("kind02-control-plane")] },
      }),
      `frrtor: next hops to ${VIP} in BGP: expected kind01-control-plane kind01-worker, kind02-control-plane kind02-worker, found kind01-control-plane kind01-worker\n`,
    ],
    [
      "the kernel has not what BGP has",
      (well) => ({ ...well, kernel: {} }),
      `frrtor: next hops to ${VIP} in the kernel: expected kind01-control-plane kind01-worker, kind02-control-plane kind02-worker, found nothing`,
    ],
    [
      "a discard is missing",
      (well) => ({ ...well, discards: well.discards.slice(1) }),
      "frrtor: prefixes that the kernel discards: expected 172.30.0.10/31, 172.30.0.12/30, 172.30.0.16/30, 172.30.0.20/31, found 172.30.0.12/30, 172.30.0.16/30, 172.30.0.20/31",
    ],
  ];

  it.each(wrong)("fails when %s", (_what, change, message) => {
    say(lab, change(allIsWell, a));
    const { status, output } = lab.run("verify.sh");
    expect(output).toContain(`FAIL  `);
    expect(output).toContain(message);
    expect(status).toBe(1);
  });

  it("fails when requests are lost, and when a cluster gives no answer", () => {
    writeFileSync(lab.state("lossy"), "");
    writeFileSync(lab.state("pods"), "2");
    const { status, output } = lab.run("verify.sh");
    expect(output).toContain(
      "FAIL  client: requests to nginxhello (172.30.0.10:80) that were answered: expected 40, found 39",
    );
    expect(output).toContain(
      "FAIL  client: clusters that answered for nginxhello: expected kind01 kind02, found kind01",
    );
    expect(status).toBe(1);
  });

  it("waits for what comes up a little later", () => {
    say(lab, allIsWell, ".later");
    say(lab, { ...allIsWell, sessions: {}, bgp: {}, kernel: {} });
    deadline(lab, 60);
    expect(lab.run("verify.sh").output).toContain("9 passed, 0 failed");
  });

  it("has not found out if a tool, the prediction or a router's word is missing", () => {
    const expected = join(lab.tree, "expected.json");
    const text = readFileSync(expected, "utf8");
    writeFileSync(expected, text.replace('"version": 1', '"version": 2'));
    expect(lab.run("verify.sh")).toMatchObject({
      status: 3,
      output: "verify.sh: there is no expected.json of version 1 here\n",
    });
    writeFileSync(expected, text);
    writeFileSync(lab.state("router-is-mute"), "");
    const { status, output } = lab.run("verify.sh");
    expect(output).toBe(
      "verify.sh: the router frrtor does not say what it knows (does 'docker exec frrtor vtysh' work?)\n",
    );
    expect(status).toBe(3);
    rmSync(lab.state("containers/client"));
    expect(lab.run("verify.sh")).toMatchObject({
      status: 3,
      output: "verify.sh: the container client does not run (up.sh starts it)\n",
    });
  });

  it("takes any of the nodes where it is not known which of them announce an address", () => {
    edit(lab, ({ routes: [route], ...rest }) => ({
      ...rest,
      routes: route
        ? [{ ...route, nextHops: 3, paths: route.paths.map((path, at) => ({ ...path, count: at + 1 })) }]
        : [],
    }));
    for (const one of ["kind01-worker", "kind01-control-plane"].map(a)) {
      const hops = [one, a("kind02-worker"), a("kind02-control-plane")];
      const other = NODES.map(a).find((address) => !hops.includes(address)) ?? "";
      const sessions = { ...allIsWell.sessions, [other]: 0 };
      say(lab, { ...allIsWell, sessions, bgp: { [VIP]: hops }, kernel: { [VIP]: hops } });
      expect(lab.run("verify.sh").output).toContain("9 passed, 0 failed");
    }
    say(lab, allIsWell);
    expect(lab.run("verify.sh").output).toContain(
      `in BGP: expected 1 of kind01-control-plane kind01-worker, kind02-control-plane kind02-worker, found kind01-control-plane kind01-worker, kind02-control-plane kind02-worker`,
    );
  });

  it("takes any address of the subnet where only the cluster knows it, if it comes from its nodes", () => {
    edit(lab, (expected) => ({
      ...expected,
      unpinned: ["kind01", "kind02"].map((cluster) => ({
        router: "frrtor",
        cluster,
        service: "nginxhello",
        kind: "ClusterIP",
        within: "10.96.0.0/16",
        nodes: NODES.filter((node) => node.startsWith(cluster)),
        count: 2,
      })),
    }));
    const [one, two] = [NODES.slice(0, 2).map(a), NODES.slice(2).map(a)];
    const state = (routes: RouterState["bgp"]): RouterState => ({
      ...allIsWell,
      sessions: Object.fromEntries(NODES.map((node) => [a(node), 2])),
      bgp: { ...allIsWell.bgp, ...routes },
      kernel: { ...allIsWell.kernel, ...routes },
    });
    const known =
      "prefixes that BGP knows: expected 172.30.0.10/32, one of 10.96.0.0/16, one of 10.96.0.0/16";
    say(lab, state({ "10.96.255.255/32": two, "10.96.0.9/32": one }));
    expect(lab.run("verify.sh").output).toContain("13 passed, 0 failed");
    say(lab, state({ "10.96.0.9/32": one, "10.97.0.0/32": two }));
    expect(lab.run("verify.sh").output).toContain(
      `${known}, found 10.97.0.0/32, 172.30.0.10/32, one of 10.96.0.0/16`,
    );
    say(lab, state({ "10.96.0.8/32": one, "10.96.0.9/32": one }));
    expect(lab.run("verify.sh").output).toContain(
      `${known}, found 10.96.0.9/32, 172.30.0.10/32, one of 10.96.0.0/16`,
    );
    say(lab, state({ "10.96.0.9/32": one, "10.96.0.0/24": two }));
    expect(lab.run("verify.sh").output).toContain(
      `${known}, found 10.96.0.0/24, 172.30.0.10/32, one of 10.96.0.0/16`,
    );
    say(lab, state({ "10.96.0.9/32": one, "10.96.0.10/32": two.slice(1) }));
    expect(lab.run("verify.sh").output).toContain(
      "FAIL  frrtor: next hops to 10.96.0.10/32 in BGP: expected kind02-control-plane kind02-worker, found kind02-worker",
    );
  });
});

/** What is wrong stays wrong in most tests, so there is no use in waiting for it. */
function deadline(lab: ScriptLab, seconds: number): void {
  const script = join(lab.tree, "verify.sh");
  const text = readFileSync(script, "utf8");
  writeFileSync(script, text.replace(/^readonly DEADLINE=\d+$/m, `readonly DEADLINE=${seconds}`));
}

function edit(lab: ScriptLab, change: (expected: ExpectedDocument) => ExpectedDocument): void {
  const path = join(lab.tree, "expected.json");
  writeFileSync(path, JSON.stringify(change(JSON.parse(readFileSync(path, "utf8")))));
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).filter(([other]) => other !== key));
}
