import { type FailurePart, failureParts, type NodeLink, type RouterLeg } from "./failure-part.ts";
import { type FailureProblem, problemWith } from "./failure-problem.ts";
import type { Plan } from "./plan.ts";

/** What fails together, each thing once, in the order in which it was written. */
export interface Failure {
  /** What can be written after `--fail` for it: the names of its parts, joined by commas. */
  readonly text: string;
  readonly parts: readonly Pick<FailurePart, "kind" | "name">[];
  readonly routers: readonly string[];
  /** Those of failed clusters included. */
  readonly nodes: readonly string[];
  readonly routerLegs: readonly RouterLeg[];
  readonly nodeLinks: readonly NodeLink[];
}

/**
 * Reads what stands after `--fail`: names of nodes, clusters, routers and links (`frrtor:kind01`,
 * `kind01-worker:kind01`), joined by commas if they fail together. A bare name never means a network, which may be
 * called like a cluster.
 */
export function parseFailure(text: string, plan: Plan): Failure | FailureProblem {
  const known = failureParts(plan);
  const words = [...new Set(text.split(",").map((word) => word.trim()))];
  const wrong = words.find((word) => !known.has(word));
  if (wrong !== undefined) return problemWith(wrong, known, plan);
  const parts = words.flatMap((word) => known.get(word) ?? []);
  return {
    text: words.join(","),
    parts: parts.map(({ kind, name }) => ({ kind, name })),
    routers: parts.flatMap(({ routers }) => routers),
    nodes: [...new Set(parts.flatMap(({ nodes }) => nodes))],
    routerLegs: parts.flatMap(({ routerLegs }) => routerLegs),
    nodeLinks: parts.flatMap(({ nodeLinks }) => nodeLinks),
  };
}
