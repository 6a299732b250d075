import { describe, expect, it } from "vitest";
import { REAL } from "../network/rich-inventory.ts";
import { errorsOf } from "./errors-of.ts";
import { MANY_MISTAKES } from "./many-mistakes.ts";

const change = (from: string, to: string) => {
  expect(REAL).toContain(from);
  return REAL.replace(from, to);
};
const brief = (text: string) => errorsOf(text).map(({ code, at }) => `${code} at ${at}`);

describe("an inventory with many mistakes", () => {
  it("reports all of them in one run, and none that only follows from another", () => {
    expect(brief(MANY_MISTAKES)).toEqual([
      "network-overlap at 10.20.7.0/24",
      "unknown-key at polcy",
      "wrong-type at 65001.5",
      "missing-key at kind02",
      "listed-twice at kind01",
      'wrong-type at "80"',
      "bad-name at Metrics",
      "unknown-reference at kind03",
      "address-outside at 192.168.99.2",
    ]);
  });
});

describe("one mistake is one message", () => {
  it("of a colon without a blank behind it, and of quotes that are none", () => {
    expect(
      errorsOf(change("{ id: 1, network: kind01, asn: 65101", "{ id: 1, network: kind01, asn:65101")),
    ).toEqual([
      {
        code: "unknown-key",
        at: "asn:65101",
        message: "`asn:65101` is no key of cluster `kind01`",
        help: "write `asn: 65101`: a blank belongs behind the colon",
      },
    ]);
    const [image] = errorsOf(
      change('image: "nginxdemos/hello:0.4-plain-text"', "image: “nginxdemos/hello:0.4-plain-text”"),
    );
    expect(image).toMatchObject({
      code: "bad-value",
      help: expect.stringContaining("YAML knows \" and ' only"),
    });
  });

  it("of a misspelt key that must be there", () => {
    expect(errorsOf(change("pools:", "pols:"))).toEqual([
      {
        code: "unknown-key",
        at: "pols",
        message: "`pols` is no key of the inventory",
        help: "did you mean `pools`?",
      },
    ]);
    expect(brief(change("asn: 65001", "as: 65001"))).toEqual(["unknown-key at as"]);
  });

  it("of a misspelt key that has a default, though the default would not do", () => {
    // The router's address lies in the default node range, the upper half.
    const moved = change("kind01: 10.20.0.101", "kind01: 10.20.200.101");
    const subnet = "kind01: { subnet: 10.20.0.0/16";
    expect(brief(moved)).toEqual(["address-in-node-range at 10.20.200.101"]);
    expect(brief(moved.replace(subnet, `${subnet}, nodeRange: 10.20.0.128/25`))).toEqual([]);
    expect(brief(moved.replace(subnet, `${subnet}, nodRange: 10.20.0.128/25`))).toEqual([
      "unknown-key at nodRange",
    ]);
    expect(brief(moved.replace(subnet, `${subnet}, nodeRange: 10.20.0.128`))).toEqual([
      "bad-value at 10.20.0.128",
    ]);
  });

  it("of a misspelt or unreadable section with defaults that would not do", () => {
    // 1.20 goes with 1.33, and the default of neither with the other's successor.
    const clusters = change("asn: 65101, workers: 1", 'asn: 65101, workers: 1, cilium: "1.16.9"');
    expect(brief(clusters)).toEqual(['cilium-kubernetes-mismatch at "1.16.9"']);
    expect(brief(`${clusters}versions: { kubernets: 1.30.0 }\n`)).toEqual(["unknown-key at kubernets"]);
    expect(brief(`${clusters}verions: { kubernetes: 1.30.0 }\n`)).toEqual(["unknown-key at verions"]);
    expect(brief(`${clusters}versions: 1.30.0\n`)).toEqual(["wrong-type at 1.30.0"]);
  });

  it("of an `allow` that cannot be read", () => {
    const unpinned = change("nginxdemos/hello:0.4-plain-text", "nginxdemos/hello");
    expect(brief(unpinned)).toEqual(['image-unpinned at "nginxdemos/hello"']);
    expect(brief(`${unpinned}allow: image-unpinned\n`)).toEqual(["wrong-type at image-unpinned"]);
    expect(brief(`${unpinned}allow: [5]\n`)).toEqual(["wrong-type at 5"]);
    expect(brief(`${unpinned}allow: [image-unpined]\n`)).toEqual(["allow-unknown at image-unpined"]);
    expect(brief(`${unpinned}alow: [image-unpinned]\n`)).toEqual(["unknown-key at alow"]);
  });

  it("of a value with two", () => {
    expect(brief(change('"nginxdemos/hello:0.4-plain-text"', `"${"A".repeat(300)}"`))).toEqual([
      `bad-value at "${"A".repeat(300)}"`,
    ]);
  });

  it("of an entry that is no map, though others refer to it", () => {
    expect(errorsOf(change("{ subnet: 10.20.0.0/16 }", "10.20.0.0/16"))).toMatchObject([
      {
        code: "wrong-type",
        at: "10.20.0.0/16",
        message: "network `kind01` must be a map of keys and values",
      },
    ]);
  });

  it("of a reference to nothing, though a pool, a router or a cluster then seems to be missing", () => {
    expect(brief(change("pool: anycast", "pool: anycst"))).toEqual(["unknown-reference at anycst"]);
    expect(brief(change("kind01: 10.20.0.101", "kind1: 10.20.0.101"))).toEqual([
      "unknown-reference at kind1",
    ]);
    expect(brief(change("network: kind01", "network: kind0"))).toEqual(["unknown-reference at kind0"]);
  });
});

describe("lists", () => {
  const service = "address: 172.30.0.10 }";
  const clusters = (list: string) => change(service, `address: 172.30.0.10, clusters: ${list} }`);

  it("keep the places of what follows a word that stands there twice", () => {
    expect(brief(clusters("[kind01, kind01, nowhere]"))).toEqual([
      "listed-twice at kind01",
      "unknown-reference at nowhere",
    ]);
    expect(brief(`${REAL}allow: [nonsense, nonsense, asn-public]\n`)).toEqual([
      "allow-unknown at nonsense",
      "listed-twice at nonsense",
      "allow-refused at asn-public",
    ]);
  });

  it("keep the places of what follows an item that cannot be read", () => {
    expect(brief(`${REAL}allow: [5, host-bits, null, { a: b }, xyz]\n`)).toEqual([
      "wrong-type at 5",
      "allow-refused at host-bits",
      "wrong-type at null",
      "wrong-type at { a: b }",
      "allow-unknown at xyz",
    ]);
  });

  it("say which entry is meant", () => {
    expect(errorsOf(clusters("[kind01, 5]"))).toMatchObject([
      { message: "an entry of `clusters` must be text", at: "5" },
    ]);
    expect(errorsOf(`${REAL}bgp: { advertise: [LoadbalancerIP] }\n`)).toMatchObject([
      {
        message: "an entry of `advertise` cannot be `LoadbalancerIP`",
        help: "did you mean `LoadBalancerIP`?",
      },
    ]);
    expect(errorsOf(`${REAL}bgp: { advertise: [] }\n`)).toMatchObject([
      { message: "`advertise` must have at least 1 entry" },
    ]);
  });
});

describe("names", () => {
  it.each([
    "Kind01",
    "kind_01",
    "1kind",
    "-kind",
    "kind-",
    "k".repeat(64),
    "__proto__",
    '""',
    '"a b"',
    "käfig",
    "null:",
  ])("%s is none", (name) => {
    const found = errorsOf(change("  client: { network", `  ${name}: { network`));
    expect(found.map(({ code }) => code)).toEqual(["bad-name"]);
  });

  it.each(["constructor", "tostring", "null", "true", "x", "k".repeat(63), "a-1"])("%s is one", (name) => {
    expect(errorsOf(change("  client: { network", `  ${name}: { network`))).toEqual([]);
  });

  it("are refused anywhere if they are `__proto__`, which JavaScript would swallow", () => {
    expect(brief(change("{ id: 1,", "{ __proto__: { id: 1 }, id: 1,"))).toEqual(["bad-name at __proto__"]);
    expect(brief(`${REAL}__proto__: 1\n`)).toEqual(["bad-name at __proto__"]);
  });

  it("are shown with a better one, if there is one", () => {
    expect(errorsOf(change("  client: { network", "  Client_PC.1: { network"))[0]?.help).toMatch(
      /such as `client-pc-1`$/,
    );
    expect(errorsOf(change("  client: { network", '  "1": { network'))[0]?.help).not.toMatch(/such as/);
  });
});

describe("values", () => {
  it.each([
    ["cilium: 1.20", "`cilium` must be a full version such as 1.18.12", undefined],
    [
      "cilium: latest",
      '`cilium` must be a full version such as 1.18.12: nothing here is "latest"',
      undefined,
    ],
    ["cilium:", "`cilium` has no value: it must be a full version such as 1.18.12", undefined],
    [
      "cilium: 01.2.3",
      '`cilium` must be a full version such as 1.18.12: nothing here is "latest"',
      undefined,
    ],
  ])("versions: { %s }", (text, message, help) => {
    expect(errorsOf(`${REAL}versions: { ${text} }\n`)).toMatchObject([{ message, help }]);
  });

  it.each([
    ["65000.10", "65000.10 (asdot) is 4259840010 in plain notation (RFC 5396)"],
    ["0.65001", "0.65001 (asdot) is 65001 in plain notation (RFC 5396)"],
    ["70000.1", undefined],
    ['"65001"', "write 65001 without quotes"],
    ["AS65001", undefined],
  ])("asn: %s", (asn, help) => {
    expect(errorsOf(change("asn: 65001", `asn: ${asn}`))).toMatchObject([
      { code: "wrong-type", at: asn, help },
    ]);
  });

  it.each([
    ["asn: 65001", "asn: 4294967296", "`asn` must be at most 4294967295"],
    ["asn: 65001", "asn: -1", "`asn` must be at least 0"],
    ["workers: 1", "workers: 1001", "`workers` must be at most 1000"],
    ["workers: 1", "workers: 1.5", "`workers` must be a whole number"],
    ["workers: 1", "workers: .inf", "`workers` must be a whole number"],
    ["port: 80", "port: 0", "`port` must be at least 1"],
    ["asn: 65001", "asn: 65001\n    platform: FRR", "`platform` cannot be `FRR`"],
  ])("%s: %s", (from, to, message) => {
    expect(errorsOf(change(from, to))).toMatchObject([{ message }]);
  });
});

describe("what is no inventory", () => {
  it.each([
    ["", "the inventory is empty"],
    ["# nothing\n", "the inventory is empty"],
    ["- a\n", "an inventory is a map of keys and values"],
    ["%YAML 1.1\n---\n2001-01-01", "an inventory is a map of keys and values"],
  ])("%j", (text, message) => {
    expect(errorsOf(text)).toMatchObject([{ code: "not-a-map", message }]);
  });

  it("survives a hundred thousand mistakes", { timeout: 30_000 }, () => {
    // More than JavaScript takes as arguments of one call.
    expect(errorsOf(`${REAL}allow: [${"1,".repeat(130_000)}]\n`)).toHaveLength(130_000);
  });
});
