import type { Check, RehearsalReport } from "../../src/rehearsal/report/report.ts";

/** A rehearsal in which all is as predicted. */
export const PASSED: RehearsalReport = {
  inventory: "two-clusters",
  run: "3f9c1a",
  artifacts: "",
  differing: [],
  verdict: "PASS",
  reason: "",
  versions: { frr: "8.4.4", gobgp: "3.10.0", kernel: "6.1.0-18-amd64" },
  counts: { routers: 1, nodes: 4, clients: 1, sessions: 4, flows: 400 },
  phases: [
    { name: "namespaces", seconds: 0.4 },
    { name: "sessions", seconds: 8.1 },
    { name: "checks", seconds: 5.7 },
  ],
  checks: [
    check("artifacts", "the tree", "all files that the lab needs"),
    check("sessions", "frrtor", "4 established"),
    check("rib", "frrtor", "1 prefixes, 4 paths"),
    check("fib", "frrtor", "1 routes, 4 next hops, 3 discards"),
    {
      ...check("spread", "client to nginxhello", "chi-square below 16.3"),
      found: "chi-square 1.9",
    },
    {
      ...check("maximum-prefix", "frrtor", "the session ends"),
      outcome: "skipped",
      found: "the router has no limit",
    },
  ],
  flows: [
    {
      client: "client",
      service: "nginxhello",
      requests: 400,
      answered: 400,
      nodes: {
        "kind01-control-plane": 98,
        "kind01-worker": 107,
        "kind02-control-plane": 95,
        "kind02-worker": 100,
      },
      clusters: { kind01: 205, kind02: 195 },
    },
  ],
  drills: [
    {
      failure: "kind01-worker",
      event: "link lost silently",
      bound: 9,
      converged: 7.42,
      lastLoss: 7.1,
      requests: 300,
      lost: 61,
      moved: { flows: 400, predicted: 0.25, measured: 0.2675 },
      recovered: 6.03,
    },
  ],
  unexercised: [
    { router: "frrtor", line: 4, statement: "service integrated-vtysh-config" },
    { router: "frrtor", line: 9, statement: "log syslog informational" },
  ],
  logs: [],
};

/** One in which it is not, quoting what wants to be obeyed by a terminal or by Markdown. */
export const FAILED: RehearsalReport = {
  ...PASSED,
  artifacts: "out/two-clusters",
  differing: [
    { path: "frrtor/frr.conf", state: "changed", isRead: true },
    { path: "up.sh", state: "missing", isRead: false },
  ],
  verdict: "FAIL",
  reason: "2 of 4 checks failed: rib, failover",
  checks: [
    check("sessions", "frrtor", "4 established"),
    {
      id: "rib",
      subject: "frrtor",
      outcome: "fail",
      expected: "1 prefixes, 4 paths",
      found: `172.30.0.10/32 from ${Array.from({ length: 20 }, (_, i) => `kind01-worker${i}`).join(", ")}`,
      details: [
        "172.30.0.10/32: 2 paths from kind02 in place of 0",
        "- `bgp bestpath as-path multipath-relax` | is *not* there\nsecond line \u001b[31mred",
        ...Array.from({ length: 30 }, (_, i) => `172.30.0.${i + 20}/32: not predicted`),
      ],
    },
    {
      id: "failover",
      subject: "kind01-worker",
      outcome: "fail",
      expected: "3 next hops within 9 s",
      found: "4 next hops",
      details: [],
    },
    {
      id: "recovery",
      subject: "kind01-worker",
      outcome: "inconclusive",
      expected: "4 next hops",
      found: "it never failed",
      details: ["nothing was lost that could come back"],
    },
  ],
  drills: [
    {
      failure: "kind01-worker",
      event: "process killed",
      bound: 0,
      converged: undefined,
      lastLoss: 0,
      requests: 300,
      lost: 0,
      moved: undefined,
      recovered: undefined,
    },
  ],
  unexercised: Array.from({ length: 9 }, (_, i) => ({
    router: i < 8 ? "frrtor" : "spine",
    line: i + 1,
    statement: `ip prefix-list ${"x".repeat(i * 20)} seq ${i}`,
  })),
  logs: [
    {
      host: "frrtor",
      lines: Array.from(
        { length: 15 },
        (_, i) => `BGP: [${i}] \u001b]0;title\u0007 ${i === 14 ? "```" : "bad"}`,
      ),
    },
    { host: "kind01-worker", lines: ['{"level":"warning","msg":"sent notification"}'] },
  ],
};

/** One that did not come to its end. */
export const BROKEN_OFF: RehearsalReport = {
  ...PASSED,
  verdict: "INCONCLUSIVE",
  reason: "frrtor: `vtysh` ends with 1: bgpd is not running",
  checks: [],
  flows: [],
  drills: [],
  unexercised: [],
  logs: [{ host: "frrtor", lines: ["bgpd: terminating on signal"] }],
};

function check(id: Check["id"], subject: string, value: string): Check {
  return { id, subject, outcome: "pass", expected: value, found: value, details: [] };
}
