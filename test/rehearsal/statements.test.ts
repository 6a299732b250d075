import { describe, expect, it } from "vitest";
import { frrStatements, unshownStatements } from "../../src/rehearsal/frr/frr-statements.ts";
import { undefinedReferences } from "../../src/rehearsal/frr/undefined-references.ts";
import { treeOf } from "./rehearsed.ts";

const FRR_CONF = treeOf("two-clusters").artifacts.get("frrtor/frr.conf") ?? "";

/** Line and path of each statement, as `3 router bgp 65001 > bgp router-id 10.0.0.1`. */
function paths(text: string): readonly string[] {
  return frrStatements(text).map(({ line, path }) => `${line} ${path.join(" > ")}`);
}

describe("the statements of frr.conf", () => {
  it("are told with their lines and blocks, comments and ends of blocks are not", () => {
    const text = [
      "! a comment",
      "hostname tor",
      "router bgp 65001",
      " bgp router-id   10.0.0.1",
      " ! another",
      " address-family ipv4 unicast",
      "  neighbor A activate",
      " exit-address-family",
      " neighbor A description b",
      "exit",
      "ip route 10.0.0.0/31 Null0",
      "end",
    ].join("\n");
    expect(paths(text)).toEqual([
      "2 hostname tor",
      "3 router bgp 65001",
      "4 router bgp 65001 > bgp router-id 10.0.0.1",
      "6 router bgp 65001 > address-family ipv4 unicast",
      "7 router bgp 65001 > address-family ipv4 unicast > neighbor A activate",
      "9 router bgp 65001 > neighbor A description b",
      "11 ip route 10.0.0.0/31 Null0",
    ]);
  });

  it.each([
    ["as it is generated", FRR_CONF],
    ["without indentation", FRR_CONF.replaceAll(/^ +/gm, "")],
    ["with indentation of its own", FRR_CONF.replaceAll(/^ +/gm, "      ")],
    [
      "without `exit`, which ends nothing that the next block does not end",
      FRR_CONF.replaceAll(/^exit\n/gm, ""),
    ],
  ])("are the same for a file %s", (_what, text) => {
    const words = (file: string) => frrStatements(file).map(({ path }) => path);
    expect(words(text)).toEqual(words(FRR_CONF));
    expect(words(text)).toHaveLength(45);
  });

  it("in blocks of other daemons are told by indentation", () => {
    const text = [
      "interface eth0",
      " ip address 10.0.0.1/24",
      "vrf red",
      " ip route 10.0.0.0/8 Null0",
      "exit-vrf",
      "bfd",
      " profile quick",
      "  receive-interval 300",
    ];
    expect(paths(text.join("\n"))).toEqual([
      "1 interface eth0",
      "2 interface eth0 > ip address 10.0.0.1/24",
      "3 vrf red",
      "4 vrf red > ip route 10.0.0.0/8 Null0",
      "6 bfd",
      "7 bfd > profile quick",
      "8 bfd > profile quick > receive-interval 300",
    ]);
  });
});

describe("unshown statements", () => {
  /** What FRR shows of a file: the same, but for its own name and version. */
  const shown = FRR_CONF.replace(/frr version \S+/, "frr version 8.4.4").replace(
    /hostname \S+/,
    "hostname vm",
  );
  const unshown = (frrConf: string, running: string) =>
    unshownStatements(frrConf, running).map(({ path }) => path.at(-1));

  it("are none where all is shown, but for FRR's version and the host's name", () => {
    expect(unshown(FRR_CONF, shown)).toEqual([]);
  });

  it("are those that the running configuration lacks or has elsewhere", () => {
    expect(unshown(FRR_CONF, shown.replace("  maximum-paths 4\n", "  maximum-paths 8\n"))).toEqual([
      "maximum-paths 4",
    ]);
    const moved = shown.replace("route-map FROM-kind01 permit 1\n", "route-map FROM-kind01 permit 2\n");
    expect(unshown(FRR_CONF, moved)).toEqual(["match ip address prefix-list POOL-anycast"]);
  });

  it("are none for the address family that FRR shows though it was not written", () => {
    const running =
      "router bgp 1\n address-family ipv4 unicast\n  neighbor A activate\n exit-address-family\nexit\n";
    expect(unshown("router bgp 1\n neighbor A activate\n", running)).toEqual([]);
    expect(unshown("router bgp 1\n address-family ipv4\n  neighbor A activate\n", running)).toEqual([]);
    expect(unshown("router bgp 2\n neighbor A activate\n", running)).toEqual(["neighbor A activate"]);
  });
});

describe("undefined references", () => {
  const found = (text: string) => undefinedReferences(text).map(({ what }) => what);

  it("are none in a generated file", () => {
    expect(found(FRR_CONF)).toEqual([]);
  });

  it.each([
    [
      "CLUSTER-kind01 route-map FROM-kind01 in",
      "CLUSTER-kind01 route-map FROM-kind1 in",
      ["route-map FROM-kind1"],
    ],
    [/(permit 1\n match ip address) prefix-list POOL-anycast/, "$1 prefix-list POOLS", ["prefix-list POOLS"]],
    [
      "router bgp 65001\n",
      "router bgp 65001\n neighbor CLUSTER-kind01 bfd profile quick\n",
      ["BFD profile quick"],
    ],
    [
      /(permit 1\n)/,
      "$1 match community ANY\n match as-path OWN\n",
      ["community-list ANY", "as-path access-list OWN"],
    ],
  ])("are found with %s", (before, after, expected) => {
    expect(found(FRR_CONF.replace(before, after))).toEqual(expected);
  });

  it("are found with their lines", () => {
    const [reference] = undefinedReferences("hostname a\nrouter bgp 1\n neighbor A route-map NONE in\n");
    expect(reference).toMatchObject({ line: 3, what: "route-map NONE" });
  });

  it("are none where the name is defined anywhere", () => {
    const text = "router bgp 1\n neighbor A route-map LATER in\nexit\nroute-map LATER permit 10\nexit\n";
    expect(found(text)).toEqual([]);
  });
});
