import { describe, expect, it } from "vitest";
import {
  type Evidence,
  mergeEvidence,
  type SessionEvidence,
  unexercised,
} from "../../src/rehearsal/frr/coverage.ts";
import { appliedEntries, matchedEntries } from "../../src/rehearsal/frr/frr-evidence.ts";
import { frrStatements } from "../../src/rehearsal/frr/frr-statements.ts";
import { treeOf } from "./rehearsed.ts";

const FRR_CONF = treeOf("two-clusters").artifacts.get("frrtor/frr.conf") ?? "";
const VERBATIM = treeOf("two-clusters-verbatim").artifacts.get("frrtor/frr.conf") ?? "";

const session: SessionEvidence = {
  neighbour: "CLUSTER-kind01",
  range: "10.20.0.0/16",
  localAs: 65001,
  remoteAs: 65101,
  routerId: "10.0.255.11",
  onLink: true,
  carriesRoutes: true,
  hold: 9,
  keepalive: 3,
  timesAreOwn: true,
};

/** Statements that the evidence takes off the list. */
function exercised(frrConf: string, evidence: Partial<Evidence>): readonly string[] {
  const left = new Set(unexercised(frrConf, mergeEvidence(evidence)).map(({ line }) => line));
  return frrStatements(frrConf)
    .filter(({ line }) => !left.has(line))
    .map(({ path }) => path.at(-1) ?? "");
}

describe("coverage", () => {
  it("reports every statement, with its line, where nothing was seen", () => {
    const all = unexercised(FRR_CONF, mergeEvidence());
    expect(all).toHaveLength(frrStatements(FRR_CONF).length);
    const lines = FRR_CONF.split("\n");
    for (const { line, statement } of all) expect(lines[line - 1]?.trim()).toBe(statement);
  });

  it.each<[string, Partial<Evidence>, readonly string[]]>([
    [
      "a session",
      { sessions: [session] },
      [
        "router bgp 65001",
        "bgp router-id 10.0.255.11",
        "neighbor CLUSTER-kind01 peer-group",
        "neighbor CLUSTER-kind01 remote-as 65101",
        "neighbor CLUSTER-kind01 timers 3 9",
        "bgp listen range 10.20.0.0/16 peer-group CLUSTER-kind01",
        "address-family ipv4 unicast",
        "neighbor CLUSTER-kind01 activate",
      ],
    ],
    [
      "a session whose times may be the neighbour's, and which carries nothing",
      { sessions: [{ ...session, timesAreOwn: false, carriesRoutes: false }] },
      [
        "router bgp 65001",
        "bgp router-id 10.0.255.11",
        "neighbor CLUSTER-kind01 peer-group",
        "neighbor CLUSTER-kind01 remote-as 65101",
        "bgp listen range 10.20.0.0/16 peer-group CLUSTER-kind01",
      ],
    ],
    [
      "nothing else than a session that differs in all",
      {
        sessions: [
          {
            ...session,
            neighbour: "10.20.0.9",
            range: "",
            localAs: 1,
            routerId: "10.0.0.1",
            carriesRoutes: false,
          },
        ],
      },
      [],
    ],
    [
      "entries of lists and route-maps",
      { prefixListEntries: ["POOL-anycast 20"], routeMapEntries: ["FROM-kind02 65535"] },
      [
        "ip prefix-list POOL-anycast seq 20 permit 172.30.0.12/30 ge 32",
        "match ip address prefix-list POOL-anycast",
        "match ip address prefix-list POOL-anycast",
        "route-map FROM-kind02 deny 65535",
        "neighbor CLUSTER-kind02 route-map FROM-kind02 in",
      ],
    ],
    [
      "limits, of the group and as high as seen only",
      {
        limits: [
          { neighbour: "CLUSTER-kind01", maximum: 11 },
          { neighbour: "CLUSTER-kind02", maximum: 12 },
        ],
      },
      ["neighbor CLUSTER-kind01 maximum-prefix 11"],
    ],
    [
      "a route of four paths of one AS",
      { multipaths: [{ width: 4, severalAses: false }] },
      ["maximum-paths 4"],
    ],
    [
      "a narrower route of two ASes",
      { multipaths: [{ width: 3, severalAses: true }] },
      ["bgp bestpath as-path multipath-relax"],
    ],
    ["a discard", { discarded: ["172.30.0.16/30"] }, ["ip route 172.30.0.16/30 Null0 254"]],
  ])("takes %s for what it proves", (_what, evidence, statements) => {
    expect(exercised(FRR_CONF, evidence)).toEqual(statements);
  });

  it("takes a multihop for proven off link only, and a network by the table", () => {
    const offLink = [{ ...session, onLink: false }];
    expect(exercised(VERBATIM, { sessions: [session] })).not.toContain(
      "neighbor CLUSTER-kind01 ebgp-multihop 4",
    );
    expect(exercised(VERBATIM, { sessions: offLink })).toContain("neighbor CLUSTER-kind01 ebgp-multihop 4");
    expect(exercised(VERBATIM, { originated: ["10.20.0.0/16"] })).toEqual(["network 10.20.0.0/16"]);
  });

  it("adds up what was seen of a router and of its twin", () => {
    const both = mergeEvidence(
      { discarded: ["172.30.0.10/31"] },
      { discarded: ["172.30.0.12/30"], originated: [] },
    );
    expect(exercised(FRR_CONF, both)).toEqual([
      "ip route 172.30.0.10/31 Null0 254",
      "ip route 172.30.0.12/30 Null0 254",
    ]);
  });
});

describe("FRR's counters", () => {
  it("of prefix-lists are those of BGP that were hit", () => {
    const shown = `ZEBRA: ip prefix-list POOL-a:
   count: 2, range entries: 0, sequences: 10 - 20
   seq 10 permit 172.30.0.10/31 ge 32 (hit count: 7, refcount: 0)
BGP: ip prefix-list POOL-a:
   count: 2, range entries: 0, sequences: 10 - 20
   seq 10 permit 172.30.0.10/31 ge 32 (hit count: 0, refcount: 0)
   seq 20 permit 172.30.0.12/30 ge 32 (hit count: 2, refcount: 0)
BGP: ip prefix-list POOL-b:
   seq 5 permit 172.30.0.20/32 (hit count: 1, refcount: 0)
`;
    expect(matchedEntries(shown)).toEqual(["POOL-a 20", "POOL-b 5"]);
  });

  it("of route-maps are those of BGP that decided", () => {
    const shown = `ZEBRA:
route-map: FROM-a Invoked: 3 Optimization: enabled Processed Change: false
 permit, sequence 1 Invoked 3
BGP:
route-map: FROM-a Invoked: 3 Optimization: enabled Processed Change: false
 permit, sequence 1 Invoked 0
  Match clauses:
    ip address prefix-list POOL-a
 deny, sequence 65535 Invoked 2
route-map: TO-b Invoked: 0 Optimization: enabled Processed Change: false
 deny, sequence 10 Invoked 0
`;
    expect(appliedEntries(shown)).toEqual(["FROM-a 65535"]);
  });
});
