import { describe, expect, it } from "vitest";
import { yamlValues } from "../../src/inventory/yaml-values.ts";

describe("YAML as programs around Kubernetes read it", () => {
  it.each([
    ["words of YAML 1.1", "a: No\nb: on\nc: y", [{ a: false, b: true, c: true }]],
    ["numbers of YAML 1.1", "a: 0755\nb: 1_000\nc: 0x10", [{ a: 493, b: 1000, c: 16 }]],
    ["no numbers to the base of 60", "a: 65000:10", [{ a: "65000:10" }]],
    ["dates as text", "a: 2026-01-01", [{ a: "2026-01-01" }]],
    ["several documents, empty ones as null", "---\na: 1\n---\n---\nb: 2", [{ a: 1 }, null, { b: 2 }]],
    ["no document at all", "# nothing\n", []],
    ["anchors and merge keys", "a: &x { b: 1 }\nc: { <<: *x, d: 2 }", [{ a: { b: 1 }, c: { b: 1, d: 2 } }]],
    ["numbers as keys", "1: a", [{ 1: "a" }]],
    ["a key that is dangerous in JavaScript", "__proto__: 1", [JSON.parse('{"__proto__":1}')]],
  ])("reads %s", (_, text, values) => {
    expect(yamlValues(text)).toEqual({ values });
  });

  it("reads the words of YAML 1.2 for kind", () => {
    expect(yamlValues("a: No\nb: 0755\nc: true", "1.2")).toEqual({ values: [{ a: "No", b: 755, c: true }] });
  });

  it.each([
    ["a key that stands twice", "a: 1\nb: 2\na: 3", "line 3: map keys must be unique"],
    ["a bracket that is not closed", "a:\n  b: [1", "line 2: "],
    ["a tab", "a:\n\tb: 1", "line 2: tabs are not allowed as indentation"],
    ["an alias without its anchor", "a: *b", "line 1: unresolved alias"],
    [
      "an alias inside what it stands for",
      "a: &x [*x]",
      "line 1: the alias `*x` stands for something that it is a part of",
    ],
    ["a list as a key", "a: 1\n? [b]\n: 2", "line 2: a key here must be a plain word"],
    ["a merge key that merges no map", "<<: 1", "line 1: merge sources must be maps"],
    ["tags", "a: !thing 1", "line 1: unresolved tag: !thing"],
    ["types that JSON has not", "a: !!binary aGk=", "line 1: unresolved tag"],
    ["what is nested too deeply", "[".repeat(200), "line 1: this is nested more than 100 levels deep"],
    ["aliases that stand for gigabytes", bomb(), "line 1: excessive alias count"],
  ])("refuses %s", (_, text, problem) => {
    expect(yamlValues(text).problem).toContain(problem);
  });
});

function bomb(): string {
  const nine = (item: string) => `[${Array.from({ length: 9 }, () => item)}]`;
  return Array.from({ length: 12 }, (_, i) => `a${i}: &a${i} ${nine(i === 0 ? "x" : `*a${i - 1}`)}`).join(
    "\n",
  );
}
