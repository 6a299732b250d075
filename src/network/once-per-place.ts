import type { Finding } from "./rule.ts";

/** Findings about many clusters, each once where they are about one and the same place. */
export function* oncePerPlace(findings: Iterable<Finding>): Iterable<Finding> {
  const seen = new Set<string>();
  for (const finding of findings) {
    const key = `${finding.span.start} ${finding.message}`;
    if (seen.has(key)) continue;
    seen.add(key);
    yield finding;
  }
}
