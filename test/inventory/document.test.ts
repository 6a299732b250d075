import { describe, expect, it } from "vitest";
import { type Path, parseInventoryDocument } from "../../src/inventory/document.ts";

const TEXT = `name: lab # the name
networks:
  client: { subnet: 192.168.20.0/24 }
  empty:
clusters:
  - first
  - "second one"
`;

const parsed = (text: string) => parseInventoryDocument({ name: "test.yaml", text });
const refusals = (text: string) =>
  parsed(text).diagnostics.map(({ code, message, span }) => [
    code,
    text.slice(span.start, span.end),
    message,
  ]);

describe("the document's places", () => {
  const { document } = parsed(TEXT);
  const valueAt = (...path: Path) => document?.textAt(document.valueSpan(path));
  const keyAt = (...path: Path) => document?.textAt(document.keySpan(path));

  it("are those of values and keys, without comments and blanks", () => {
    expect(valueAt("name")).toBe("lab");
    expect(keyAt("name")).toBe("name");
    expect(valueAt("networks", "client", "subnet")).toBe("192.168.20.0/24");
    expect(keyAt("networks", "client", "subnet")).toBe("subnet");
    expect(valueAt("clusters", 1)).toBe('"second one"');
    expect(keyAt("clusters", 0)).toBe("first");
  });

  it("are those of the nearest key above for what is not there", () => {
    expect(valueAt("networks", "client", "gateway")).toBe("client");
    expect(valueAt("networks", "kind01", "subnet")).toBe("networks");
    expect(valueAt("networks", "empty")).toBe("empty");
    expect(valueAt("networks", "client", "subnet", "length")).toBe("subnet");
    expect(valueAt("clusters", 7)).toBe("clusters");
    expect(valueAt("clusters", "first")).toBe("clusters");
  });

  it("are the beginning of the document for what is missing at the top", () => {
    expect(document?.valueSpan(["pools"])).toEqual({ start: 0, end: 0 });
    expect(document?.keySpan([])).toEqual({ start: 0, end: 0 });
  });

  it("are found by number and by odd names too", () => {
    const { document: odd } = parsed('1: one\n"": empty\n__proto__: x\nconstructor: y\n');
    const at = (key: string) => odd?.textAt(odd.valueSpan([key]));
    expect([at("1"), at(""), at("__proto__"), at("constructor")]).toEqual(["one", "empty", "x", "y"]);
    expect(odd?.valueSpan(["toString"])).toEqual({ start: 0, end: 0 });
  });
});

describe("YAML that is refused", () => {
  it("is what is no YAML: once each, in source order", () => {
    expect(refusals("a: 'x\nb: 1\n").map(([code]) => code)).toContain("yaml-syntax");
    expect(refusals("a: b: c\n")[0]?.[0]).toBe("yaml-syntax");
  });

  it.each<[text: string, at: string, message: string]>([
    ['a: 1\nb: "x\nc: 2\n', '"', "this quote is not closed"],
    ["a: { b: 'x, c: 2 }\nd: 3\n", "'", "this quote is not closed"],
    ["a: { b: 1 c: 2 }\nd: 3\n", "1 c", "a comma or a closing bracket is missing here"],
    ["a: { b: 1\nc: 2\n", "c", "a bracket that was opened above is not closed before this line"],
    ["a: 1\nb\nc: 2\nd: 3\n", "b", "a colon is missing behind this key"],
    ["a:\n  b: 1\n c: 2\n  d: 3\n", "c", "this is indented otherwise than its neighbours"],
    ["a: b: c\n", "b", "nested mappings are not allowed in compact mappings"],
  ])("is one mistake where it was made, and not what follows from it: %j", (text, at, message) => {
    const found = refusals(text);
    expect(found).toHaveLength(1);
    expect(found[0]?.[1]).toMatch(new RegExp(`^${at}`));
    expect(found[0]?.[2]).toContain(message);
  });

  it("is a key twice, a second document and a tab", () => {
    expect(refusals("a: 1\nb: 2\na: 3\n")).toEqual([
      ["yaml-syntax", "a", "the key `a` stands twice in one map"],
    ]);
    expect(refusals("a: 1\n---\nb: 2\n")[0]?.[2]).toBe(
      "an inventory is one YAML document, and here a second one begins",
    );
    expect(refusals("a:\n\tb: 1\n").map(([, , message]) => message)).toContain(
      "YAML is indented with spaces, and this is a tab",
    );
    expect(refusals("[a]: 1\n").map(([, , message]) => message)).toContain("a key here must be a plain word");
  });

  it("is an anchor, an alias and a tag, shown where they stand", () => {
    expect(refusals("a: &x 1\nb: *x\n")).toEqual([
      ["yaml-alias", "&x", "`&x` is an anchor"],
      ["yaml-alias", "*x", "the alias `*x` stands for text elsewhere"],
    ]);
    for (const tag of ["!!set", "!!binary", "!!str", "!own"])
      expect(refusals(`a: ${tag} x\n`).at(-1)).toEqual([
        "yaml-syntax",
        "x",
        `this value has the tag \`${tag}\``,
      ]);
    expect(refusals("!!binary aGk=")).toHaveLength(1);
  });

  it("is an alias bomb, without expanding it", () => {
    const lines = Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}]`);
    const codes = refusals(["a0: &a0 [x]", ...lines].join("\n")).map(([code]) => code);
    expect(new Set(codes)).toEqual(new Set(["yaml-alias"]));
  });

  it("is what is nested too deeply: the same message on a small stack and on a large one", () => {
    const deep = [150, 1500, 100_000].map((depth) => refusals("[".repeat(depth)));
    expect(new Set(deep.map((found) => JSON.stringify(found))).size).toBe(1);
    expect(deep[0]?.[0]?.[2]).toMatch(/nested more than 100 levels deep/);
    expect(refusals(`a: ${"[".repeat(60)}${"]".repeat(60)}`)).toEqual([]);
  });
});
