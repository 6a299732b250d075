import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { renderDiagnostics } from "../../src/diagnostics/render.ts";
import { CODES } from "../../src/network/codes.ts";
import { RULES } from "../../src/network/rules/index.ts";
import { examples, goldenOf, goldens } from "./examples.ts";

/** `UPDATE_GOLDEN=1 npx vitest run test/errors` writes the messages anew. Read the diff. */
const UPDATE = process.env["UPDATE_GOLDEN"] === "1";

const EXAMPLES = examples();
const codes = EXAMPLES.map(({ code }) => code);
if (UPDATE) for (const code of goldens()) if (!codes.includes(code)) rmSync(goldenOf(code));

describe("the manual of mistakes", () => {
  it("has an example for each code, and none without a code", () => {
    expect(codes).toEqual([...CODES].sort());
    expect(new Set(CODES).size).toBe(CODES.length);
  });

  it.each(EXAMPLES)("$code: the example finds that, and nothing else", ({ code, diagnostics }) => {
    const found = diagnostics.filter(({ message }) => !message.endsWith(" (allowed)"));
    expect(new Set(found.map((diagnostic) => diagnostic.code))).toEqual(new Set([code]));
  });

  it.each(EXAMPLES)("$code: the message is the golden one", ({ code, source, diagnostics }) => {
    const text = renderDiagnostics(diagnostics, source);
    if (UPDATE) writeFileSync(goldenOf(code), text);
    expect(text).toBe(readFileSync(goldenOf(code), "utf8"));
  });

  it("has no message without an example", () => {
    expect([...goldens()].sort()).toEqual(codes);
  });
});

describe("a message", () => {
  const all = EXAMPLES.flatMap(({ diagnostics }) => diagnostics);

  it("is one sentence that begins in lower case or with a name, and ends without a full stop", () => {
    const NAMES = /^(AS|IPv6|Docker|Cilium|Kubernetes|FRR|YAML)\b/;
    const sentences = all.flatMap(({ message, help, related }) => [
      message,
      ...(help === undefined ? [] : [help]),
      ...(related ?? []).map((other) => other.message),
    ]);
    expect(sentences.filter((text) => /^[A-Z]/.test(text) && !NAMES.test(text))).toEqual([]);
    expect(sentences.filter((text) => /[.!]$|\. [A-Z]/.test(text))).toEqual([]);
  });

  it("points at something: only a file that is too large has no place", () => {
    const nowhere = EXAMPLES.filter(({ diagnostics }) => diagnostics.some(({ span }) => span.end === 0));
    expect(nowhere.map(({ code }) => code)).toEqual(["too-large"]);
  });

  it("is a warning where the rule is one, and an error otherwise", () => {
    const warnings = new Set(RULES.filter(({ severity }) => severity === "warning").map(({ code }) => code));
    const wrong = all
      .filter(({ message }) => !message.endsWith(" (allowed)"))
      .filter(({ code, severity }) => (severity === "warning") !== warnings.has(code));
    expect(wrong).toEqual([]);
  });
});
