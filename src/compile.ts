import type { Artifact } from "./backends/backend.ts";
import { BACKENDS } from "./backends/index.ts";
import { type Diagnostic, hasErrors, inSourceOrder } from "./diagnostics/diagnostic.ts";
import { parseInventoryDocument } from "./inventory/document.ts";
import { validate } from "./inventory/validate.ts";
import { checkRules } from "./network/check.ts";
import { resolve } from "./network/resolve.ts";
import { makePlan } from "./plan/make-plan.ts";
import type { Plan } from "./plan/plan.ts";
import type { OutputFile } from "./render/output-file.ts";
import { render } from "./render/render.ts";
import type { Source } from "./source/source.ts";

/** What an inventory means: a plan, or errors among the diagnostics. Warnings come with a plan. */
export interface Analysis {
  readonly plan?: Plan;
  /** In source order. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What an inventory becomes: with errors among the diagnostics there are neither plan nor files. */
export interface Compilation extends Analysis {
  readonly files: readonly OutputFile[];
}

/**
 * One inventory in, every artifact out:
 *
 *     Source --parse--> Document --validate--> Inventory --resolve--> Network --plan--> Plan --emit--> Artifact[] --render--> OutputFile[]
 *               |                    |                      |            |
 *             syntax               shape                  rules          +--predict--> sessions, routes, next hops
 *
 * Pure: the same source gives the same bytes on any machine. A user's mistake is a value among the diagnostics; what
 * throws is a bug in gen.
 */
export function compile(source: Source): Compilation {
  const analysis = analyze(source);
  if (!analysis.plan) return { ...analysis, files: [] };
  return { ...analysis, files: render(emit(analysis.plan), analysis.plan.name) };
}

/** The first half of compile(): everything up to the plan. */
export function analyze(source: Source): Analysis {
  const { document, diagnostics: syntax } = parseInventoryDocument(source);
  if (!document) return { diagnostics: syntax };
  const validated = validate(document);
  if (!("inventory" in validated)) return { diagnostics: validated.diagnostics };
  const network = resolve(validated, document);
  const diagnostics = inSourceOrder([...validated.diagnostics, ...checkRules(network)]);
  return hasErrors(diagnostics) ? { diagnostics } : { diagnostics, plan: makePlan(network) };
}

/** The artifacts of every back-end for a plan. Two of them with one path would be a bug: one would be lost. */
export function emit(plan: Plan): readonly Artifact[] {
  const artifacts = BACKENDS.flatMap((backend) => backend.emit(plan));
  const paths = new Set<string>();
  for (const { path } of artifacts) {
    if (paths.has(path)) throw new Error(`two artifacts are called ${path}`);
    paths.add(path);
  }
  return artifacts;
}
