import { beforeAll, expect, it } from "vitest";
import { unexercised } from "../../src/rehearsal/frr/coverage.ts";
import { inParallel } from "../../src/rehearsal/in-parallel.ts";
import type { Check } from "../../src/rehearsal/report/report.ts";
import type { TwinFindings } from "../../src/rehearsal/twin/twins.ts";
import { describeLive } from "../live/requirements.ts";
import { edited, type Tree, treeOf } from "./rehearsed.ts";
import { checkOf, twinFindings } from "./twin-lab.ts";

const FRR_CONF = "frrtor/frr.conf";
const twoClusters = treeOf("two-clusters");

interface Sabotage {
  readonly what: string;
  readonly tree: Tree;
  /** Outcomes of `config`, `leaks` and `maximum-prefix`. */
  readonly outcomes: readonly [Check["outcome"], Check["outcome"], Check["outcome"]];
  /** Of these checks, in their details: what a reader must be told. */
  readonly details: Partial<Record<"config" | "leaks" | "maximum-prefix", readonly (string | RegExp)[]>>;
}

const SABOTAGES: readonly Sabotage[] = [
  // First, for it is waited for the longest.
  {
    what: "the wrong AS number",
    tree: conf("CLUSTER-kind01 remote-as 65101", "CLUSTER-kind01 remote-as 65109"),
    outcomes: ["pass", "inconclusive", "inconclusive"],
    details: {
      leaks: [/^kind01: an attacker at 10.20.128.\d+ \(AS 65101\) gets no session with 10.20.0.101: look at/],
      "maximum-prefix": [/^kind01: an attacker at .* gets no session to flood$/],
    },
  },
  {
    what: "the generated files",
    tree: twoClusters,
    outcomes: ["pass", "pass", "pass"],
    details: {
      leaks: ["kind01: took 4 addresses of its pools, refused 13 prefixes"],
      "maximum-prefix": [/^kind02: with 12 prefixes, Cease.*\(limit 11\); FRR then forgets/],
    },
  },
  {
    what: "a filter one bit too wide",
    tree: conf("seq 40 permit 172.30.0.20/32", "seq 40 permit 172.30.0.20/31 ge 32"),
    outcomes: ["pass", "fail", "pass"],
    details: {
      leaks: [
        "kind01: takes 172.30.0.21/32, the address after pool anycast",
        /kind01: look at the filter that `CLUSTER-kind01` has.*maximum-prefix does not mind these 5 prefixes/,
      ],
    },
  },
  {
    what: "a filter that takes prefixes of any length",
    tree: conf("permit 172.30.0.12/30 ge 32", "permit 172.30.0.12/30 le 32"),
    outcomes: ["pass", "fail", "pass"],
    details: { leaks: ["kind02: takes 172.30.0.12/30, no host route, but of pool anycast"] },
  },
  {
    what: "a filter opened by hand",
    tree: conf(
      /route-map FROM-kind01 permit 1\n match ip address prefix-list POOL-anycast/,
      "route-map FROM-kind01 permit 1",
    ),
    outcomes: ["pass", "fail", "pass"],
    details: {
      leaks: [
        "kind01: takes 0.0.0.0/0, the default route",
        "kind01: takes 192.168.20.0/24, the subnet of client client",
        "kind01: takes 198.51.100.0/24, a prefix of nobody here",
        "kind01: takes 10.96.8.1/32, a ClusterIP of cluster kind02",
        /maximum-prefix ends a session with these 17 prefixes/,
      ],
      "maximum-prefix": [/^kind01: with what its own filter lets pass, Cease/, /^kind02: with 12 prefixes/],
    },
  },
  {
    what: "a filter that lacks an end of the pool",
    tree: conf("ip prefix-list POOL-anycast seq 40 permit 172.30.0.20/32\n", ""),
    outcomes: ["pass", "fail", "pass"],
    details: { leaks: [/^kind01: refuses 172.30.0.20\/32, of the pools that it serves: .* is narrower/] },
  },
  {
    what: "no filter, where FRR asks for one",
    tree: conf("  neighbor CLUSTER-kind01 route-map FROM-kind01 in\n", ""),
    outcomes: ["pass", "fail", "pass"],
    details: { leaks: [/^kind01: refuses 172.30.0.10\/32, .*, and everything else: .* is missing/] },
  },
  {
    what: "a route-map that is not defined",
    tree: conf("CLUSTER-kind01 route-map FROM-kind01 in", "CLUSTER-kind01 route-map FROM-kind1 in"),
    outcomes: ["fail", "fail", "pass"],
    details: {
      config: [/^frr.conf line \d+ names the route-map FROM-kind1, which is not defined: nothing passes$/],
      leaks: [/^kind01: refuses /],
    },
  },
  {
    what: "no maximum-prefix",
    tree: conf("  neighbor CLUSTER-kind01 maximum-prefix 11\n", ""),
    outcomes: ["pass", "pass", "fail"],
    details: {
      "maximum-prefix": [
        "kind01: the session lives on with 12 prefixes, 11 are allowed: `CLUSTER-kind01` has no maximum-prefix",
      ],
    },
  },
  {
    what: "a maximum-prefix one too high",
    tree: conf("CLUSTER-kind02 maximum-prefix 11", "CLUSTER-kind02 maximum-prefix 12"),
    outcomes: ["pass", "pass", "fail"],
    details: {
      "maximum-prefix": [
        "kind02: the session lives on with 12 prefixes, 11 are allowed: `neighbor CLUSTER-kind02 maximum-prefix 12`",
      ],
    },
  },
  {
    what: "a maximum-prefix one too low",
    tree: conf("CLUSTER-kind02 maximum-prefix 11", "CLUSTER-kind02 maximum-prefix 10"),
    outcomes: ["pass", "pass", "fail"],
    details: { "maximum-prefix": [/^kind02: the session ended at a limit of 10 in place of 11/] },
  },
  {
    what: "a maximum-prefix that only warns",
    tree: conf("CLUSTER-kind02 maximum-prefix 11", "CLUSTER-kind02 maximum-prefix 11 warning-only"),
    outcomes: ["pass", "pass", "fail"],
    details: { "maximum-prefix": [/^kind02: the session lives on .*maximum-prefix 11 warning-only`$/] },
  },
  {
    what: "a neighbour with another filter besides",
    tree: conf(
      "  neighbor CLUSTER-kind01 activate\n",
      "  neighbor CLUSTER-kind01 activate\n  neighbor CLUSTER-kind01 prefix-list POOL-anycast in\n",
    ),
    outcomes: ["pass", "pass", "pass"],
    details: {},
  },
  {
    what: "a key on the router's side, which the attacker has found",
    tree: conf(
      " neighbor CLUSTER-kind01 timers 3 9\n",
      " neighbor CLUSTER-kind01 timers 3 9\n neighbor CLUSTER-kind01 password open-sesame\n",
    ),
    outcomes: ["pass", "pass", "pass"],
    details: {},
  },
  {
    what: "a misspelt statement",
    tree: conf("  maximum-paths 4\n", "  maximum-pahts 4\n"),
    outcomes: ["fail", "pass", "pass"],
    details: { config: [/^FRR, reading frr.conf: line \d+: % Unknown command\[\d+\]:\s+maximum-pahts 4$/] },
  },
  {
    what: "bgpd=no",
    tree: edited(twoClusters, "frrtor/daemons", "bgpd=yes", "bgpd=no"),
    outcomes: ["fail", "inconclusive", "inconclusive"],
    details: {
      config: [
        /^frr.conf lines \d+ to \d+, \d+ statements from `bgp router-id 10.0.255.11` on: bgpd is not running$/,
      ],
    },
  },
  {
    what: "a daemon that FRR has not",
    tree: edited(twoClusters, "frrtor/daemons", "bgpd=yes", "bgpd=yes\nbpgd=yes"),
    outcomes: ["fail", "pass", "pass"],
    details: { config: ["bpgd is named in `daemons` and does not run"] },
  },
  {
    what: "a block of a daemon that does not run",
    tree: conf(
      "router bgp 65001\n",
      "bfd\n profile quick\n  receive-interval 300\n exit\nexit\n!\nrouter bgp 65001\n",
    ),
    outcomes: ["fail", "pass", "pass"],
    details: { config: [/^frr.conf line \d+, `receive-interval 300`: bfdd is not running$/] },
  },
  {
    what: "a statement that a later one overrides",
    tree: conf("  maximum-paths 4\n", "  maximum-paths 4\n  maximum-paths 2\n"),
    outcomes: ["fail", "pass", "pass"],
    details: { config: [/^frr.conf line \d+, `maximum-paths 4`: FRR has `maximum-paths 2` instead$/] },
  },
  {
    what: "a statement of which FRR makes another",
    tree: conf("CLUSTER-kind01 timers 3 9", "CLUSTER-kind01 timers 8 9"),
    outcomes: ["fail", "pass", "pass"],
    details: {
      config: [/`neighbor CLUSTER-kind01 timers 8 9`: FRR made `neighbor CLUSTER-kind01 timers 3 9` of it$/],
    },
  },
  {
    what: "defaults, short forms and no indentation, of which FRR has each",
    tree: conf(
      /\n {2}maximum-paths 4\n/,
      "\nneighbor CLUSTER-kind01 soft-reconfig inbound\nno neighbor CLUSTER-kind01 maximum-prefix-out\n  maximum-path 4\n",
    ),
    outcomes: ["pass", "pass", "pass"],
    details: {},
  },
];

/** Inventories with two routers, with a cluster that serves nothing, and with the policy accept-all. */
const OTHERS = ["two-routers", "edge-pools", "two-clusters-verbatim"];

describeLive(
  "a router's twin on live FRR and GoBGP",
  { root: true, packages: ["frr", "gobgpd", "iproute2"] },
  () => {
    const reports = new Map<string, TwinFindings>();
    const reportOf = (what: string) => {
      const report = reports.get(what);
      if (!report) throw new Error(`there is no report of ${what}`);
      return report;
    };

    // Each of them waits most of its time until GoBGP dials.
    beforeAll(async () => {
      const others = OTHERS.map((what) => ({ what, tree: treeOf(what) }));
      await inParallel([...SABOTAGES, ...others], 16, async ({ what, tree }) => {
        reports.set(what, await twinFindings(tree));
      });
    }, 240_000);

    it.each(SABOTAGES)("judges $what", ({ what, outcomes, details }) => {
      const report = reportOf(what);
      const ids = ["config", "leaks", "maximum-prefix"] as const;
      const checks = ids.map((id) => checkOf(report, "frrtor", id));
      expect(
        checks.map(({ outcome }) => outcome),
        JSON.stringify(checks, null, 2),
      ).toEqual(outcomes);
      for (const [id, wanted] of Object.entries(details)) {
        const found = checkOf(report, "frrtor", id as (typeof ids)[number]).details;
        for (const detail of wanted) {
          const isThere = found.some((line) =>
            typeof detail === "string" ? line === detail : detail.test(line),
          );
          expect(isThere, `${detail}\nin\n${found.join("\n")}`).toBe(true);
        }
      }
    });

    it("tries each router by itself", () => {
      const { checks } = reportOf("two-routers");
      expect(checks.map(({ subject, id, outcome }) => `${subject} ${id} ${outcome}`).sort()).toEqual([
        "tor1 config pass",
        "tor1 leaks pass",
        "tor1 maximum-prefix pass",
        "tor2 config pass",
        "tor2 leaks pass",
        "tor2 maximum-prefix pass",
      ]);
      const [summary] = checkOf(reportOf("two-routers"), "tor1", "leaks").details;
      // Of the two pools the second is served in the other rack only.
      expect(summary).toBe("rack1: took 3 addresses of its pools, refused 19 prefixes");
    });

    it("expects nothing to be taken of a cluster that serves nothing", () => {
      const leaks = checkOf(reportOf("edge-pools"), "tor", "leaks");
      expect(leaks).toMatchObject({ outcome: "pass" });
      expect(leaks.details).toContain("idle: took 0 addresses of its pools, refused 27 prefixes");
      expect(checkOf(reportOf("edge-pools"), "tor", "maximum-prefix")).toMatchObject({
        outcome: "pass",
        found: "2 of 2 ended at their limit",
      });
    });

    it("has nothing to try where the inventory wants everything to be taken", () => {
      const report = reportOf("two-clusters-verbatim");
      expect(checkOf(report, "frrtor", "config").outcome).toBe("pass");
      expect(checkOf(report, "frrtor", "leaks")).toMatchObject({
        outcome: "skipped",
        found: "the inventory's policy is accept-all: nothing is refused",
      });
      expect(checkOf(report, "frrtor", "maximum-prefix").outcome).toBe("skipped");
    });

    it("knows which statements of frr.conf it depended on", () => {
      const frrConf = twoClusters.artifacts.get(FRR_CONF) ?? "";
      const evidence = reportOf("the generated files").evidence.get("frrtor");
      if (!evidence) throw new Error("there is no evidence");
      expect(unexercised(frrConf, evidence).map(({ statement }) => statement)).toEqual([
        expect.stringMatching(/^frr version /),
        "frr defaults traditional",
        "hostname frrtor",
        "log stdout informational",
        "bgp log-neighbor-changes",
        "no bgp default ipv4-unicast",
        "neighbor CLUSTER-kind01 description nodes of cluster kind01",
        "neighbor CLUSTER-kind02 description nodes of cluster kind02",
        "bgp listen limit 8",
        // Two attackers are two paths.
        "maximum-paths 4",
      ]);
    });
  },
);

/** two-clusters with another frr.conf. */
function conf(before: string | RegExp, after: string): Tree {
  return edited(twoClusters, FRR_CONF, before, after);
}
