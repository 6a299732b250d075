import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile.ts";
import { closest, didYouMean } from "../../src/diagnostics/closest.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { quoted } from "../../src/diagnostics/quoted.ts";
import { renderDiagnostics } from "../../src/diagnostics/render.ts";

const draw = (text: string, start: number, end: number, more: Partial<Diagnostic> = {}) =>
  renderDiagnostics(
    [{ severity: "error", code: "some-code", message: "wrong", span: { start, end }, ...more }],
    { name: "x.yaml", text },
  ).split("\n");

describe("the frame", () => {
  it("marks the place, and of several lines the first", () => {
    expect(draw("a: 1\nbee: 2\n", 10, 11).slice(1, 5)).toEqual([
      " --> x.yaml:2:6",
      "  |",
      "2 | bee: 2",
      "  |      ^",
    ]);
    expect(draw("a:\n  - b\n", 0, 8)[4]).toBe("  | ^^");
  });

  it("has a mark at least for a place between two characters, at the end of a line and of the text", () => {
    for (const [text, at] of [["a: 1", 4], ["a: 1\n", 5], ["", 0], ["\n\n", 1]] as const)
      expect(draw(text, at, at)[4]).toMatch(/\^$/);
  });

  it("counts the end of a line in Windows' way as no character", () => {
    expect(draw("a: 1\r\nb: 2\r\n", 0, 12).slice(3, 5)).toEqual(["1 | a: 1", "  | ^^^^"]);
  });

  it("shows a stretch of a long line only", () => {
    const text = `a: ${"x".repeat(5000)}!${"y".repeat(5000)}`;
    const lines = draw(text, 5003, 5004);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(200);
    expect(lines[3]?.[lines[4]?.indexOf("^") ?? 0]).toBe("!");
  });
});

describe("what could play tricks on a terminal", () => {
  it.each(["\u001b[31m", "\u0007", "\r", "\u009b31m", "\u202e", "\u2028"])("%j is shown as something else, wherever it stands", (odd) => {
    const more = { message: `wrong ${odd}`, help: odd, mark: odd, related: [{ message: odd, span: { start: 0, end: 1 } }] };
    const text = draw(`a${odd}b: 1`, 0, 1, more).join("\n");
    for (const character of odd.match(/[^ -~]/g) ?? []) expect(text).not.toContain(character);
  });
});

describe("a password in an inventory", () => {
  it("is shown by no frame, and every place stays where it is", () => {
    const text = "a: hunter2, b: 1\n";
    const diagnostics: Diagnostic[] = [
      { severity: "error", code: "one", message: "m", span: { start: 0, end: 1 }, secrets: [{ start: 3, end: 10 }] },
      { severity: "error", code: "other", message: "m", span: { start: 12, end: 13 } },
    ];
    const lines = renderDiagnostics(diagnostics, { name: "x.yaml", text }).split("\n");
    expect(lines.filter((line) => line.startsWith("1 | "))).toEqual(Array(2).fill("1 | a: *******, b: 1"));
    expect(lines.filter((line) => line.includes("^"))).toEqual(["  | ^", `  | ${" ".repeat(12)}^`]);
  });

  it.each([
    "bgp: { password: hunter2, holdtime: 9 }",
    "bgp: { password: { kind01: hunter2 }, wrong: 1 }",
    "bgp:\n  password: |\n    hunter2\n    hunter2\n  wrong: 1",
    "bgp: { authentication: hunter2 }",
    "bgp: { authentication: hunter2, wrong: 1 }",
    "secrets: [hunter2, hunter2]",
    "bgp: { password: hunter2 }}",
    "bgp: { password:hunter2 }}",
    "bgp: { password hunter2 }}",
    "bgp: { neighbor: 10.0.0.1, md5 hunter2 }}",
    "bgp: { authentication: hunter2 }}",
    'bgp: { "md5-key": hunter2, "md5-key": hunter2 }',
    "bgp: { password: hunter2, holdtime: 9 }\nbgp: { password: hunter2 }",
    "\tpassword: hunter2",
    "password:\n\thunter2",
    "password: |\n    hunter2\n  hunter2",
    "passwords:\n  west: hunter2\n  west: hunter2",
    "bgp: { password: [a,\n hunter2] ]",
    "password: *hunter2",
    "password: &hunter2 a",
    "password: !hunter2 a",
    "password: !e!hunter2 a",
    "password: |hunter2",
    'password: "\\hunter2',
    'password: "\\hunter2"',
  ])("is in no message: %j", (line) => {
    const source = { name: "x.yaml", text: `name: lab\n${line}\n` };
    const { diagnostics } = compile(source);
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(renderDiagnostics(diagnostics, source)).not.toContain("hunter2");
  });

  it("hides nothing of a text that has none, though that is no YAML either", () => {
    const text = "name: lab\nbgp: { holdTime: 9, authentication: md5 }}\nrouters:\n  tor: 1 }\n";
    const { diagnostics } = compile({ name: "x.yaml", text });
    const shown = renderDiagnostics(diagnostics, { name: "x.yaml", text });
    expect(shown).toContain("bgp: { holdTime: 9, authentication: md5 }}");
    expect(shown).not.toContain("*");
  });
});

describe("very many diagnostics", () => {
  it("are counted instead of drawn", () => {
    const one: Diagnostic = { severity: "error", code: "c", message: "m", span: { start: 0, end: 1 } };
    const text = renderDiagnostics(Array.from({ length: 1234 }, () => one), { name: "x.yaml", text: "a" });
    expect(text.match(/error\[c\]/g)).toHaveLength(1000);
    expect(text).toMatch(/\nand 234 more\n$/);
  });
});

describe("quoted", () => {
  it("shows the user's word, however long", () => {
    expect(quoted("kind01")).toBe("`kind01`");
    expect(quoted("")).toBe('`""`');
    expect(quoted("é".repeat(60))).toBe(`\`${"é".repeat(60)}\``);
    expect(quoted("💥".repeat(1000))).toMatch(/^`💥{60}\.\.\.`$/u);
  });
});

describe("closest", () => {
  it.each([
    ["rangee", ["range", "name"], "range"],
    ["subent", ["subnet", "gateway"], "subnet"],
    ["SUBNET", ["subnet", "gateway"], "subnet"],
    ["workrs", ["controlPlanes", "workers"], "workers"],
    ["nodes", ["id", "workers", "network"], undefined],
    ["i", ["id", "asn"], "id"],
    ["", ["id"], undefined],
  ])("%s", (word, candidates, expected) => {
    expect(closest(word, candidates)).toBe(expected);
  });

  it("is not looked for with a word of a megabyte", () => {
    expect(closest("x".repeat(1_000_000), ["id", "x"])).toBeUndefined();
  });

  it("is asked, and else there is a list of what exists, if that is short", () => {
    expect(didYouMean("subent", ["subnet"])).toBe("did you mean `subnet`?");
    expect(didYouMean("zzz", ["a1"])).toBe("there is `a1`");
    expect(didYouMean("zzz", ["a1", "b1", "c1"])).toBe("there are `a1`, `b1` and `c1`");
    expect(didYouMean("zzz", [])).toBeUndefined();
    expect(didYouMean("zzz", Array.from({ length: 13 }, (_, i) => `name${i}`))).toBeUndefined();
  });
});
