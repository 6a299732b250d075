import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { analyze, compile } from "../../src/compile.ts";
import { NAME } from "../../src/inventory/values.ts";
import { PASSWORD_FORM } from "../../src/plan/password-rule.ts";
import { planSecrets } from "../../src/plan/plan-secrets.ts";
import { GOLDEN_INVENTORIES, goldenInventory } from "../golden/inventories.ts";

const { source } = goldenInventory("authenticated");
const WEST = {
  cluster: "west-1",
  variable: "BGP_MD5_WEST_1",
  placeholder: "@BGP_MD5_WEST_1@",
  secretName: "bgp-md5-west-1",
};
const EAST = {
  cluster: "east-1",
  variable: "BGP_MD5_EAST_1",
  placeholder: "@BGP_MD5_EAST_1@",
  secretName: "bgp-md5-east-1",
};

/** The plan of the golden inventory with something else in place of a cluster's `authentication`. */
function planWith(common: string, own: string) {
  const text = source.text
    .replace("bgp: { authentication: md5 }", own)
    .replace("networks:", `${common}networks:`);
  const { plan, diagnostics } = analyze({ ...source, text });
  expect(diagnostics).toEqual([]);
  return plan;
}

describe("the secrets of a plan", () => {
  it.each([
    ["nothing is written", "", "bgp: {}", []],
    ["a cluster asks for md5", "", "bgp: { authentication: md5 }", [WEST]],
    ["all clusters do", "bgp: { authentication: md5 }\n", "bgp: {}", [WEST, EAST]],
    ["all but one do", "bgp: { authentication: md5 }\n", "bgp: { authentication: none }", [EAST]],
  ])("are those of the clusters whose sessions are authenticated: %s", (_, common, own, secrets) => {
    const plan = planWith(common, own);
    expect(plan?.secrets).toEqual(secrets);
    expect(plan?.peerings.map(({ cluster, authentication }) => [cluster, authentication])).toEqual(
      ["west-1", "east-1"].map((name) => [
        name,
        secrets.some(({ cluster }) => cluster === name) ? "md5" : "none",
      ]),
    );
  });

  it("have a variable each, whatever the clusters are called, that every shell takes", () => {
    const names = fc.uniqueArray(fc.stringMatching(NAME), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(names, (clusters) => {
        const network = { clusters: clusters.map((name) => ({ name, bgp: { authentication: "md5" } })) };
        const variables = planSecrets(network as never).map(({ variable }) => variable);
        expect(new Set(variables).size).toBe(clusters.length);
        expect(variables.filter((variable) => !/^BGP_MD5_[A-Z0-9_]+$/.test(variable))).toEqual([]);
      }),
    );
  });
});

describe("what is written for it", () => {
  it("has the place of the password in frr.conf only, and the name of the Secret in the cluster's own files only", () => {
    const { files } = compile(source);
    const holding = (text: string) =>
      files
        .filter(({ path, content }) => content.includes(text) && !/^(README\.md|[a-z-]+\.sh)$/.test(path))
        .map(({ path }) => path);
    expect(holding(WEST.placeholder)).toEqual(["tor/frr.conf"]);
    expect(holding(WEST.secretName)).toEqual(["west-1/manifests/bgp-peers.yaml"]);
    expect(holding("EAST_1")).toEqual([]);
  });

  it("is nothing at all where nobody asks for it", () => {
    const others = GOLDEN_INVENTORIES.filter(({ name }) => name !== "authenticated");
    for (const other of others) {
      const { plan, files } = compile(other.source);
      expect(plan?.secrets, other.name).toEqual([]);
      const told = files.filter(({ content }) =>
        /BGP_MD5_[A-Z]|authSecretRef|^ neighbor \S+ password/m.test(content),
      );
      expect(
        told.map(({ path }) => path),
        other.name,
      ).toEqual([]);
    }
  });
});

describe("the form of a password", () => {
  const isTaken = (text: string) => new RegExp(PASSWORD_FORM).test(text);

  it.each([
    "a",
    "c2VjcmV0Cg==",
    "550e8400-e29b-41d4-a716-446655440000",
    "a_b-c.d~e+f/g=h:i,j",
    "p".repeat(80),
  ])("takes %j", (password) => expect(isTaken(password)).toBe(true));

  it.each([
    ["nothing", ""],
    ["more than Linux takes", "p".repeat(81)],
    ["a blank", "a b"],
    ["a tab", "a\tb"],
    ["a line break at the end", "a\n"],
    ["quotes", `a"b`],
    ["quotes of a shell", "a'b"],
    ["a comment of FRR", "a!b"],
    ["a comment of YAML and TOML", "a#b"],
    ["an escape of TOML", "a\\b"],
    ["a variable", "a$b"],
    ["the match, in bash's replacements", "a&b"],
    ["vtysh's pipe", "a|b"],
    ["vtysh's help", "a?"],
    ["what is more than one byte", "ü"],
    ["its own place", WEST.placeholder],
  ])("refuses %s", (_, password) => expect(isTaken(password)).toBe(false));
});
