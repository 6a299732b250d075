import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { analyze, compile } from "../../src/compile.ts";
import { hasErrors } from "../../src/diagnostics/diagnostic.ts";
import { renderDiagnostics } from "../../src/diagnostics/render.ts";
import type { Span } from "../../src/source/source.ts";
import { anyText, mistreated, oddStructure } from "./odd-inventories.ts";

const RUNS = Number(process.env["FUZZ_RUNS"] ?? 150);

describe("any text is compiled without an exception, and every place lies inside it", () => {
  it.each([
    ["any text", anyText],
    ["a mistreated inventory", mistreated],
    ["known keys with odd values", oddStructure],
  ])(
    "%s",
    (_what, texts) => {
      fc.assert(fc.property(texts, holds), { numRuns: RUNS });
    },
    600_000,
  );
});

function holds(text: string): void {
  const source = { name: "odd.yaml", text };
  const { diagnostics, plan } = analyze(source);
  expect(plan === undefined).toBe(hasErrors(diagnostics));
  for (const { span, related } of diagnostics)
    for (const place of [span, ...(related ?? []).map((other) => other.span)]) expect(inside(place, text)).toBe(true);
  renderDiagnostics(diagnostics, source);
  if (plan) expect(compile(source).files.length).toBeGreaterThan(0);
}

function inside({ start, end }: Span, text: string): boolean {
  return 0 <= start && start <= end && end <= text.length;
}
