import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Analysis, analyze, compile } from "../../src/compile.ts";
import { hasErrors } from "../../src/diagnostics/diagnostic.ts";
import { renderDiagnostics } from "../../src/diagnostics/render.ts";
import { RULES } from "../../src/network/rules/index.ts";
import type { Span } from "../../src/source/source.ts";
import { oddMeaning } from "./odd-meaning.ts";
import { oddStructure } from "./odd-structure.ts";
import { anyText, mistreated } from "./odd-text.ts";
import { RICH } from "./rich-inventory.ts";

/** `FUZZ_RUNS=100000 npx vitest run test/network/any-inventory` looks longer. */
const numRuns = Number(process.env["FUZZ_RUNS"] ?? 100);
const timeout = 20_000 + 50 * numRuns;

describe("whatever the inventory: no exception, and every place lies inside the text", () => {
  it("any text", { timeout }, () => {
    fc.assert(
      fc.property(anyText, (text) => void holds(text)),
      { numRuns },
    );
  });

  it("a real inventory, mistreated", { timeout }, () => {
    fc.assert(
      fc.property(mistreated, (text) => void holds(text)),
      { numRuns },
    );
  });

  it("known keys with odd values", { timeout }, () => {
    fc.assert(
      fc.property(oddStructure, (text) => void holds(text)),
      { numRuns },
    );
  });

  it("the right shape with odd meaning: what is left of errors can be planned", { timeout }, () => {
    fc.assert(
      fc.property(oddMeaning, (inventory) => {
        const { diagnostics } = holds(JSON.stringify(inventory));
        const errors = new Set(
          diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code),
        );
        errors.delete("allow-unused");
        // If a lab could live with them, gen must be able to write it.
        if ([...errors].every((code) => ALLOWABLE.has(code))) {
          const { plan } = holds(JSON.stringify({ ...inventory, allow: allowing(diagnostics) }));
          expect(plan).toBeDefined();
        }
      }),
      { numRuns },
    );
  });

  it("starts from an inventory without errors", () => {
    expect(holds(JSON.stringify(RICH)).plan).toBeDefined();
  });
});

const ALLOWABLE = new Set(RULES.filter(({ allowable }) => allowable).map(({ code }) => code));

function allowing(diagnostics: Analysis["diagnostics"]): readonly string[] | undefined {
  const codes = [...new Set(diagnostics.map(({ code }) => code).filter((code) => ALLOWABLE.has(code)))];
  return codes.length > 0 ? codes : undefined;
}

function holds(text: string): Analysis {
  const source = { name: "odd.yaml", text };
  const analysis = analyze(source);
  const { diagnostics, plan } = analysis;
  expect(plan === undefined).toBe(hasErrors(diagnostics));
  const places = diagnostics.flatMap(({ span, related }) => [
    span,
    ...(related ?? []).map((other) => other.span),
  ]);
  expect(places.filter((place) => !isInside(place, text))).toEqual([]);
  const starts = diagnostics.map(({ span }) => span.start);
  expect(starts).toEqual(starts.toSorted((a, b) => a - b));
  renderDiagnostics(diagnostics, source);
  if (plan) expect(compile(source).files.length).toBeGreaterThan(0);
  return analysis;
}

function isInside({ start, end }: Span, text: string): boolean {
  return 0 <= start && start <= end && end <= text.length;
}
